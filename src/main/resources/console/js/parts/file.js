// A route file as it is in force, at one line.
import { h } from '../dom.js'
import { drawer } from './dialog.js'
import { refused } from './notes.js'

export async function showFile(api, name, line) {
  try {
    const file = (await api.get('/routes/files')).files.find(one => one.name === name)
    if (!file) return drawer(name, h('p', null, 'This file is not among those in force.'))
    const lines = file.text.replace(/\n$/, '').split('\n').map((text, at) => h('li', at + 1 === line ? { class: 'here', 'aria-current': 'true' } : null, text || ' '))
    const dialog = drawer(name, h('p', { class: 'hint' }, `As it is in force · sha256 ${file.sha256.slice(0, 16)}…`), h('ol', { class: 'source', tabindex: 0, 'aria-label': `Text of ${name}` }, lines))
    dialog.querySelector('.here')?.scrollIntoView({ block: 'center' })
  } catch (error) {
    drawer(name, refused(error, 'The file'))
  }
}
