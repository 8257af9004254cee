// Dialogs: a drawer that shows one thing, and a question.
import { freshId, h } from '../dom.js'

/** Opens a drawer at the side; Escape and a click beside it close it, and the focus goes back to where it was. */
export function drawer(title, ...content) {
  return open('drawer', title, content)
}

/** Asks; resolves to whether the answer was yes. */
export function confirm(title, content, yes) {
  return new Promise(resolve => {
    let answer = false
    const dialog = open('question', title, [
      content,
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'primary', onclick: () => ((answer = true), dialog.close()) }, yes),
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel')),
    ])
    dialog.addEventListener('close', () => resolve(answer))
  })
}

function open(kind, title, content) {
  const id = freshId('dialog')
  const dialog = h('dialog', { class: kind, 'aria-labelledby': id, onclick: event => event.target === dialog && dialog.close(), onclose: () => dialog.remove() },
    h('div', { class: 'inside' },
      h('div', { class: 'head' }, h('h2', { id }, title), h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: () => dialog.close() }, '✕')),
      content))
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}
