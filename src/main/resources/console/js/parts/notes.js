// Small things that all views say alike.
import { announce, h } from '../dom.js'

/** A mark with a word, so that no meaning is in the colour alone. */
export const state = (name, text = name) => h('span', { class: `state ${name}` }, text)

export const tag = text => h('span', { class: 'tag' }, text)

/** Says why something cannot be shown, and what it would take. */
export function refused(error, what) {
  return error.denied
    ? h('p', { class: 'notice', role: 'note' }, `${what} is for administrators: ${error.message}.`)
    : h('p', { class: 'notice bad', role: 'alert' }, `${what} cannot be shown: ${error.message}.`)
}

/** A button that puts a text on the clipboard. */
export function copyButton(text, label = 'Copy') {
  const button = h('button', {
    type: 'button',
    class: 'quiet small',
    onclick: async () => {
      await navigator.clipboard.writeText(typeof text === 'function' ? text() : text)
      announce('Copied')
      button.textContent = 'Copied'
      setTimeout(() => (button.textContent = label), 1500)
    },
  }, label)
  return button
}

/** A field with its label, and what is to be known about it. */
export function field(label, input, hint) {
  const id = (input.id ||= `field-${++fields}`)
  if (hint) input.setAttribute('aria-describedby', `${id}-hint`)
  return h('div', { class: 'field' }, h('label', { for: id }, label), input, hint ? h('p', { class: 'hint', id: `${id}-hint` }, hint) : null)
}

let fields = 0

/** A select of texts, or of [value, text]. */
export function select(options, properties) {
  return h('select', properties, options.map(option => {
    const [value, text] = Array.isArray(option) ? option : [option, option]
    return h('option', { value }, text)
  }))
}
