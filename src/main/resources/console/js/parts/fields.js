// Fields for the kinds of schema. Each is {element, read(): value or undefined if not set, write(value)}.
import { freshId, h } from '../dom.js'
import { kindOf, limits } from './schema.js'

const DEEPEST = 5
const LONG = /body|content|text|markdown|sql|code|prompt|script/i

/** @param required whether a value must be there */
export function fieldOf(given, root, name, required, depth = 0) {
  const found = kindOf(given, root)
  const kind = depth > DEEPEST ? 'json' : found.kind
  const made = MAKERS[kind]({ ...found, root, name, required, depth })
  if (found.schema.default !== undefined) made.write(found.schema.default)
  return made
}

const MAKERS = { choice, string, number, boolean, array, object, json }

function choice({ schema, options, name, required }) {
  const open = !required || schema.default === undefined
  const input = h('select', { required }, open && options.length !== 1 ? h('option', { value: '' }, required ? 'choose …' : '(not set)') : null,
    !required && options.length === 1 ? h('option', { value: '' }, '(not set)') : null,
    options.map((option, at) => h('option', { value: String(at) }, option.text)))
  return {
    element: labelled(input, schema, name, required),
    read: () => (input.value === '' ? undefined : options[Number(input.value)].value),
    write: value => (input.value = String(options.findIndex(option => option.value === value)).replace('-1', '')),
  }
}

function string({ schema, name, required }) {
  const long = LONG.test(name) || schema.maxLength > 200
  const input = h(long ? 'textarea' : 'input', {
    ...(long ? { rows: 3 } : { type: 'text' }),
    required,
    autocomplete: 'off',
    spellcheck: false,
    placeholder: String(schema.examples?.[0] ?? ''),
    ...lengths(schema),
  })
  return {
    element: labelled(input, schema, name, required),
    read: () => (input.value === '' ? undefined : input.value),
    write: value => (input.value = value ?? ''),
  }
}

/** What a browser would not take of a strange schema is left to the server. */
function lengths({ minLength, maxLength }) {
  const least = Number.isInteger(minLength) && minLength > 0 ? minLength : 0
  return Number.isInteger(maxLength) && maxLength >= least ? { maxLength, ...(least ? { minLength: least } : {}) } : least ? { minLength: least } : {}
}

function number({ schema, name, required }) {
  const input = h('input', { type: 'number', required, step: schema.type === 'integer' ? '1' : 'any', min: schema.minimum, max: schema.maximum, autocomplete: 'off' })
  return {
    element: labelled(input, schema, name, required),
    read: () => (input.value === '' ? undefined : Number(input.value)),
    write: value => (input.value = value ?? ''),
  }
}

function boolean({ schema, name, required }) {
  const input = h('select', null, required ? null : h('option', { value: '' }, '(not set)'), h('option', { value: 'true' }, 'true'), h('option', { value: 'false' }, 'false'))
  input.value = required ? 'false' : ''
  return {
    element: labelled(input, schema, name, required),
    read: () => (input.value === '' ? undefined : input.value === 'true'),
    write: value => (input.value = value === undefined || value === null ? (required ? 'false' : '') : String(value)),
  }
}

function array({ schema, root, name, required, depth }) {
  const items = []
  const list = h('ol', { class: 'items' })
  const add = h('button', { type: 'button', class: 'small', onclick: () => append().element.querySelector('input, select, textarea')?.focus() }, `Add to ${name}`)
  function append() {
    const item = fieldOf(schema.items, root, `${name} ${items.length + 1}`, true, depth + 1)
    const line = h('li', null, item.element, h('button', {
      type: 'button',
      class: 'quiet small',
      'aria-label': `Remove ${name} ${items.length + 1}`,
      onclick: () => {
        items.splice(items.indexOf(item), 1)
        line.remove()
        add.focus()
      },
    }, '✕'))
    items.push(item)
    list.append(line)
    return item
  }
  return {
    element: group(schema, name, required, [list, add]),
    read: () => (items.length || required ? items.map(item => item.read()).filter(value => value !== undefined) : undefined),
    write: values => {
      items.length = 0
      list.replaceChildren()
      if (Array.isArray(values)) values.forEach(value => append().write(value))
    },
  }
}

function object({ schema, root, name, required, depth }) {
  const needed = new Set(required ? schema.required ?? [] : [])
  const members = Object.entries(schema.properties)
    .map(([member, inner]) => [member, fieldOf(inner, root, member, needed.has(member), depth + 1)])
  return {
    element: depth === 0 ? h('div', { class: 'fields' }, members.map(([, made]) => made.element)) : group(schema, name, required, members.map(([, made]) => made.element)),
    read: () => {
      const set = members.map(([member, made]) => [member, made.read()]).filter(([, value]) => value !== undefined)
      return set.length || required ? Object.fromEntries(set) : undefined
    },
    write: values => members.forEach(([member, made]) => made.write(values?.[member])),
  }
}

function json({ schema, name, required }) {
  const input = h('textarea', { class: 'mono', rows: 3, required, spellcheck: false, placeholder: 'JSON', oninput: () => input.setCustomValidity(fault(input.value)) })
  return {
    element: labelled(input, schema, name, required, 'as JSON'),
    read: () => (input.value.trim() === '' ? undefined : JSON.parse(input.value)),
    write: value => (input.value = value === undefined ? '' : JSON.stringify(value, null, 2)),
  }
}

/** Returns what is wrong with a JSON text, or nothing. */
export function fault(text) {
  if (text.trim() === '') return ''
  try {
    JSON.parse(text)
    return ''
  } catch (error) {
    return `Not JSON: ${error.message}`
  }
}

function labelled(input, schema, name, required, more) {
  input.id = freshId('argument')
  const hint = [schema.description, limits(schema), more].filter(Boolean).join(' · ')
  if (hint) input.setAttribute('aria-describedby', `${input.id}-hint`)
  return h('div', { class: 'field' },
    h('label', { for: input.id }, h('span', { class: 'mono' }, name), schema.title && schema.title !== name ? h('span', { class: 'muted' }, ` ${schema.title}`) : null, required ? h('span', { class: 'required' }, ' required') : null),
    input,
    hint ? h('p', { class: 'hint', id: `${input.id}-hint` }, hint) : null)
}

function group(schema, name, required, content) {
  const hint = [schema.description, limits(schema)].filter(Boolean).join(' · ')
  return h('fieldset', { class: 'field' },
    h('legend', null, h('span', { class: 'mono' }, name), required ? h('span', { class: 'required' }, ' required') : null),
    hint ? h('p', { class: 'hint' }, hint) : null,
    content)
}
