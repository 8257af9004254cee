// One tool: what it says of itself, whom to ask, with which arguments, and what came back.
import { announce, fill, freshId, h } from '../dom.js'
import { duration } from '../format.js'
import { argumentsForm } from '../parts/arguments.js'
import { confirm } from '../parts/dialog.js'
import { tag } from '../parts/notes.js'
import { broadcastResult, failure, singleResult } from '../parts/result.js'
import { targetChoice } from '../parts/targets.js'

/**
 * @param tool as GET /tools lists it
 * @param registry the servers that have it
 * @param definition asks a server for its own definition of the tool
 */
export function toolCard({ api, tool, registry, preferred, definition }) {
  const title = freshId('tool')
  const hints = h('span', { class: 'tags' })
  const description = h('p', { class: 'pre description' }, tool.description)
  const outcome = h('section', { class: 'outcome', 'aria-label': 'Result', tabindex: -1 })
  const call = h('button', { type: 'submit', class: 'primary' }, 'Call')
  const place = h('div')
  let inputs = argumentsForm(tool.inputSchema)
  let annotations = {}
  let shownFor = null
  const targets = targetChoice(registry, preferred, changed)
  fill(place, inputs.element)
  changed()
  return h('article', { 'aria-labelledby': title },
    h('h2', { id: title, class: 'mono', tabindex: -1 }, tool.name),
    hints,
    description,
    h('form', {
      onsubmit: event => {
        event.preventDefault()
        run()
      },
      onkeydown: event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
      },
    }, targets.element, place, h('div', { class: 'actions' }, call, h('span', { class: 'hint' }, 'or Ctrl + Enter'))),
    outcome)

  /** Of one server the form is made from its own schema; of many, from what all of them take. */
  async function changed() {
    const target = targets.read()
    call.textContent = target.server ? `Call ${tool.name}` : `Broadcast ${tool.name}`
    const server = target.server ?? registry[0]?.name
    if (!server || shownFor === (target.server ?? '*')) return
    shownFor = target.server ?? '*'
    const own = await definition(server, tool.name)
    if (shownFor !== (target.server ?? '*')) return
    annotations = own?.annotations ?? {}
    fill(hints, marks(own, annotations))
    fill(description, (target.server && own?.description) || tool.description)
    const schema = (target.server && own?.inputSchema) || tool.inputSchema
    const given = valueOf(inputs)
    inputs = argumentsForm(schema)
    if (given && Object.keys(given).length) inputs.write({ ...valueOf(inputs), ...given })
    fill(place, inputs.element)
  }

  async function run() {
    const target = targets.read()
    const parameters = inputs.read()
    if (annotations.destructiveHint === true && !annotations.readOnlyHint) {
      const sure = await confirm('This tool says that it destroys', h('p', null, h('span', { class: 'mono' }, tool.name), ' marks itself as destructive. What it does may not be undone.'), `Call ${tool.name}`)
      if (!sure) return
    }
    call.disabled = true
    outcome.setAttribute('aria-busy', 'true')
    fill(outcome, h('h3', null, 'Result'), h('p', { class: 'muted' }, 'Calling …'))
    const begun = performance.now()
    let shown
    let said
    try {
      const answer = target.server
        ? await api.post('/mcp/invoke', { tool_name: tool.name, parameters }, { mcp_server: target.server })
        : await api.post('/mcp/invoke-broadcast', { tool_name: tool.name, parameters, ...target.broadcast })
      const took = performance.now() - begun
      shown = target.server ? singleResult(answer, took) : broadcastResult(answer, took)
      said = target.server ? `${answer.success ? 'success' : 'the tool reports an error'} after ${duration(took)}` : `${answer.successful} of ${answer.total_servers} servers answered after ${duration(took)}`
    } catch (error) {
      shown = failure(error, performance.now() - begun)
      said = error.message
    }
    call.disabled = false
    outcome.removeAttribute('aria-busy')
    fill(outcome, h('h3', null, 'Result'), shown)
    outcome.scrollIntoView({ block: 'nearest' })
    announce(`Result of ${tool.name}: ${said}`)
  }
}

function valueOf(inputs) {
  try {
    return inputs.read()
  } catch {
    return undefined
  }
}

function marks(own, annotations) {
  return [
    own?.title || annotations.title ? h('span', { class: 'muted' }, own.title ?? annotations.title) : null,
    annotations.readOnlyHint ? tag('read-only') : null,
    annotations.destructiveHint && !annotations.readOnlyHint ? h('span', { class: 'tag warn' }, 'destructive') : null,
    annotations.idempotentHint ? tag('idempotent') : null,
    annotations.openWorldHint ? tag('open world') : null,
  ]
}
