// The arguments of a tool: a form made from its schema, or the same as JSON.
import { fill, h } from '../dom.js'
import { pretty } from '../format.js'
import { fault, fieldOf } from './fields.js'
import { kindOf, same } from './schema.js'

/** @returns {element, read(): the arguments, write(arguments)}; what is wrong is said by the form itself */
export function argumentsForm(schema) {
  const made = fields(schema)
  const formable = made !== null
  const text = h('textarea', { class: 'mono', rows: 10, spellcheck: false, id: 'raw-arguments', oninput: () => text.setCustomValidity(objectFault(text.value)) })
  const raw = h('div', { class: 'field' }, h('label', { for: 'raw-arguments' }, 'Arguments as JSON'), text)
  const note = h('p', { class: 'hint', role: 'status' })
  const place = h('div')
  const toggle = h('button', { type: 'button', class: 'quiet small', 'aria-pressed': 'false', onclick: () => show(!asJson) }, 'Edit as JSON')
  let asJson = false
  show(!formable)

  function show(wanted) {
    fill(note)
    if (wanted && !asJson && made) text.value = pretty(safeRead() ?? {})
    if (wanted && !made && !text.value) text.value = '{}'
    if (!wanted && asJson && !takeOver()) return
    asJson = wanted
    toggle.setAttribute('aria-pressed', String(asJson))
    const undeclared = formable || Object.keys(schema?.properties ?? {}).length > 0
    fill(place, asJson ? [undeclared ? null : h('p', { class: 'hint' }, 'This tool declares no arguments.'), raw] : made.element)
  }

  /** What the form cannot hold stays JSON, rather than being lost. */
  function takeOver() {
    if (objectFault(text.value)) {
      text.reportValidity()
      return false
    }
    const wanted = JSON.parse(text.value)
    made.write(wanted)
    if (same(safeRead(), wanted)) return true
    fill(note, 'The form has no place for all of this JSON, so it stays JSON.')
    return false
  }

  function safeRead() {
    try {
      return made.read()
    } catch {
      return undefined
    }
  }

  return {
    element: h('div', { class: 'arguments' }, h('div', { class: 'bar end' }, formable ? toggle : null), place, note),
    read: () => (asJson ? JSON.parse(text.value) : made.read() ?? {}),
    write: value => {
      text.value = pretty(value)
      if (!asJson) made.write(value)
    },
  }
}

/** A schema is whatever a server says; one that no form can be made of is left to JSON. */
function fields(schema) {
  try {
    return kindOf(schema, schema).kind === 'object' ? fieldOf(schema, schema, 'arguments', true) : null
  } catch {
    return null
  }
}

function objectFault(text) {
  const wrong = text.trim() === '' ? 'Not JSON: it is empty' : fault(text)
  if (wrong) return wrong
  const value = JSON.parse(text)
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? '' : 'The arguments are a JSON object, { … }'
}
