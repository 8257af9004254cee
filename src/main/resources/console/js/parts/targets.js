// Whom a call goes to: one server, some at once, or all with a tag.
import { fill, h } from '../dom.js'
import { field, select } from './notes.js'

/**
 * @param servers those of the registry that have the tool
 * @param preferred the one to begin with
 * @param changed is called when the choice is another one
 * @returns {element, read(): {server} or {broadcast: {mcp_servers?, tags?, timeout?, first?}}}
 */
export function targetChoice(servers, preferred, changed) {
  const tags = [...new Set(servers.flatMap(server => server.tags ?? []))].sort()
  const one = select(servers.map(server => server.name), { id: 'target-server', onchange: changed })
  if (servers.some(server => server.name === preferred)) one.value = preferred
  const some = checks('Servers', servers.map(server => server.name), true)
  const tagged = checks('Tags', tags, false)
  const timeout = h('input', { type: 'number', min: 0.1, step: 'any', id: 'target-timeout', placeholder: 'server’s own', autocomplete: 'off' })
  const first = h('input', { type: 'checkbox', id: 'target-first' })
  const terms = h('div', { class: 'bar' }, field('Deadline in seconds', timeout), h('label', { class: 'check', for: 'target-first' }, first, ' the first answer is enough'))
  const place = h('div')
  let mode = 'one'
  show()
  return {
    element: h('fieldset', { class: 'targets' }, h('legend', null, 'Send to'),
      servers.length > 1 ? h('div', { class: 'modes' }, radio('one', 'One server'), radio('some', 'Broadcast to servers'), tags.length ? radio('tagged', 'Broadcast to tags') : null) : null,
      place),
    read: () => {
      if (mode === 'one') return { server: one.value }
      const chosen = mode === 'some' ? { mcp_servers: some.chosen() } : { tags: tagged.chosen() }
      return { broadcast: { ...chosen, ...(timeout.value ? { timeout: Number(timeout.value) } : {}), ...(first.checked ? { first: true } : {}) } }
    },
  }

  function radio(value, text) {
    return h('label', { class: 'check' }, h('input', {
      type: 'radio',
      name: 'target',
      value,
      checked: value === mode,
      onchange: () => {
        mode = value
        show()
        changed()
      },
    }), ` ${text}`)
  }

  function show() {
    fill(place, mode === 'one' ? field('Server', one) : [mode === 'some' ? some.element : tagged.element, terms])
  }
}

/** Boxes of which at least one must be checked. */
function checks(legend, names, all) {
  const boxes = names.map(name => h('input', { type: 'checkbox', value: name, checked: all, onchange: check }))
  const chosen = () => boxes.filter(box => box.checked).map(box => box.value)
  check()
  function check() {
    boxes[0]?.setCustomValidity(chosen().length ? '' : 'Choose at least one')
  }
  return {
    element: h('fieldset', { class: 'boxes' }, h('legend', { class: 'unseen' }, legend), boxes.map((box, at) => h('label', { class: 'check' }, box, ` ${names[at]}`))),
    chosen,
  }
}
