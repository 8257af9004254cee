// JSON to be read: coloured, scrollable, copied with a button.
import { h } from '../dom.js'
import { pretty } from '../format.js'
import { copyButton } from './notes.js'

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g
const MOST_COLOURED = 60_000

/** @param label what it is, for people who do not see it */
export function jsonBlock(value, label) {
  const text = pretty(value) ?? ''
  return h('div', { class: 'code' },
    h('div', { class: 'code-bar' }, copyButton(text)),
    h('pre', { tabindex: 0, role: 'region', 'aria-label': label }, text.length > MOST_COLOURED ? text : coloured(text)))
}

export function textBlock(text, label) {
  return h('div', { class: 'code' },
    h('div', { class: 'code-bar' }, copyButton(text)),
    h('pre', { class: 'wrap', tabindex: 0, role: 'region', 'aria-label': label }, text))
}

function coloured(text) {
  const parts = []
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) parts.push(text.slice(at, match.index))
    const [all, string, colon, word] = match
    if (string && colon) parts.push(h('span', { class: 'j-key' }, string), colon)
    else parts.push(h('span', { class: string ? 'j-string' : word ? 'j-word' : 'j-number' }, all))
    at = match.index + all.length
  }
  parts.push(text.slice(at))
  return parts
}
