// Tools: what there is, by name and server, and one of them to be tried.
import { fill, h } from '../dom.js'
import { plural } from '../format.js'
import { refused, select } from '../parts/notes.js'
import { toolCard } from './tool.js'

export function tools({ main, api, path }) {
  const count = h('span', { class: 'muted', role: 'status' })
  const filter = h('input', { type: 'search', id: 'tool-filter', placeholder: 'Filter tools', autocomplete: 'off', oninput: draw })
  const onServer = h('span')
  const list = h('ul', { class: 'picks' })
  const detail = h('section', { class: 'detail', 'aria-label': 'Tool' })
  let offered = []
  let registry = []
  let server = select([['', 'all servers']], { id: 'tool-server' })
  const definitions = new Map()
  main.append(h('div', { class: 'split' },
    h('section', { class: 'list', 'aria-label': 'All tools' },
      h('div', { class: 'bar' }, h('label', { for: 'tool-filter', class: 'unseen' }, 'Filter tools'), filter,
        h('label', { for: 'tool-server', class: 'unseen' }, 'Server'), onServer,
        h('button', { type: 'button', class: 'quiet small', onclick: load }, 'Reload')),
      count, list),
    detail))
  load()
  const leave = () => {}
  leave.moved = next => {
    const before = path.join('/')
    path = next
    if (next[1] !== undefined && server.value !== next[1] && !next[0]) server.value = next[1]
    draw()
    if (next.join('/') !== before) open(true)
  }
  return leave

  async function load() {
    try {
      const [told, known] = await Promise.all([api.get('/tools'), api.get('/mcp/servers')])
      offered = told.tools.sort((one, other) => one.name.localeCompare(other.name))
      registry = known.servers
      definitions.clear()
      const chosen = server.value || (path[0] ? '' : path[1] ?? '')
      server = select([['', 'all servers'], ...registry.filter(one => one.enabled).map(one => one.name)], { id: 'tool-server', onchange: draw })
      server.value = chosen
      fill(onServer, server)
      draw()
      open(false)
    } catch (error) {
      fill(detail, refused(error, 'The list of tools'))
    }
  }

  function draw() {
    const wanted = filter.value.trim().toLowerCase()
    const fitting = offered.filter(tool => (!server.value || tool.servers?.includes(server.value)) && `${tool.name} ${tool.description}`.toLowerCase().includes(wanted))
    fill(count, fitting.length === offered.length ? plural(offered.length, 'tool') : `${fitting.length} of ${plural(offered.length, 'tool')}`)
    fill(list, fitting.map(tool => h('li', null,
      h('a', { href: `#/tools/${encodeURIComponent(tool.name)}`, ...(tool.name === path[0] ? { 'aria-current': 'true' } : {}) },
        h('span', { class: 'mono name' }, tool.name),
        h('span', { class: 'under' }, tool.servers?.length > 1 ? `${tool.servers.length} servers: ${tool.servers.join(', ')}` : `${tool.servers?.[0] ?? ''}: ${tool.description}`)))))
  }

  function open(moved) {
    const tool = offered.find(one => one.name === path[0])
    if (!tool) {
      return fill(detail, h('p', { class: 'empty' }, path[0] ? `There is no tool ${path[0]} that you may call.` : 'Choose a tool to see what it takes, and try it.'))
    }
    const card = toolCard({ api, tool, registry: registry.filter(one => tool.servers?.includes(one.name)), preferred: server.value, definition })
    fill(detail, card)
    if (moved) card.querySelector('h2').focus()
  }

  /** A server's own words about its tool, which the list of all tools leaves out; undefined if it does not say. */
  async function definition(name, tool) {
    if (!definitions.has(name)) {
      definitions.set(name, api.get('/mcp/list-tools', { mcp_server: name }).then(told => told.tools, () => []))
    }
    return (await definitions.get(name)).find(one => one.name === tool)
  }
}
