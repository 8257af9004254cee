// Quarantine: tools that changed since they were trusted, how, and trusting them again.
import { announce, fill, h } from '../dom.js'
import { plural } from '../format.js'
import { confirm } from '../parts/dialog.js'
import { changeDiff } from '../parts/diff.js'
import { refused, state } from '../parts/notes.js'

export function quarantine({ main, api, badge }) {
  const note = h('div')
  const list = h('div', { class: 'cards' })
  const status = h('p', { class: 'muted', role: 'status' })
  main.append(
    h('p', { class: 'muted' }, 'A tool whose definition is another than the one that was pinned is kept from callers until somebody has looked at it.'),
    h('div', { class: 'bar' }, h('button', { type: 'button', class: 'small', onclick: () => load() }, 'Reload'), status),
    note, list)
  load()

  async function load() {
    try {
      const told = await api.get('/mcp/quarantine')
      badge('quarantine', told.count)
      fill(status, told.count ? `${plural(told.count, 'tool')} waiting` : '')
      fill(list, told.tools.length ? told.tools.map(card) : h('p', { class: 'empty' }, 'No tool is in quarantine.'))
    } catch (error) {
      fill(list, refused(error, 'The quarantine'))
    }
  }

  function card(tool) {
    const changes = Object.entries(tool.changes ?? {})
    return h('article', { class: 'panel' },
      h('div', { class: 'bar' },
        h('h2', null, h('span', { class: 'mono' }, tool.tool_name), h('span', { class: 'muted' }, ` of ${tool.mcp_server}`)),
        state('denied', tool.pinned_sha256 ? 'changed' : 'new'),
        h('button', { type: 'button', class: 'primary end', 'aria-label': `Approve ${tool.tool_name} of ${tool.mcp_server}`, onclick: () => approve(tool) }, 'Approve …')),
      h('p', null, tool.reason),
      changes.map(([member, change]) => changeDiff(member, change)),
      h('dl', { class: 'facts mono' }, h('dt', null, 'pinned'), h('dd', null, tool.pinned_sha256 ?? 'never'), h('dt', null, 'found'), h('dd', null, tool.found_sha256)))
  }

  async function approve(tool) {
    const sure = await confirm(`Approve ${tool.tool_name}?`, [
      h('p', null, `Callers will be able to call ${tool.tool_name} of ${tool.mcp_server} as it is now, and your name will stand in the audit trail. If it has changed once more since you looked, nothing is approved.`),
      h('p', { class: 'mono break' }, tool.found_sha256),
    ], 'Approve')
    if (!sure) return
    const named = `${tool.tool_name} of ${tool.mcp_server}`
    try {
      await api.post(`/mcp/server/${encodeURIComponent(tool.mcp_server)}/tools/${encodeURIComponent(tool.tool_name)}/approve`, { sha256: tool.found_sha256 })
      fill(note, h('p', { class: 'notice good' }, `${named} is approved.`))
      announce(`${named} is approved`)
    } catch (error) {
      fill(note, h('p', { class: 'notice bad', role: 'alert' }, `${named} is not approved: ${error.message}.`))
    }
    await load()
  }
}
