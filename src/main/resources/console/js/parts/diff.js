// What was and what is, line by line.
import { h } from '../dom.js'
import { pretty } from '../format.js'

const MOST_LINES = 600

/** One member of a definition: {was, is}, of which one may be absent. */
export function changeDiff(member, { was, is }) {
  const lines = diff(lined(was), lined(is))
  return h('section', { class: 'diff' },
    h('h3', { class: 'mono' }, member),
    h('pre', { tabindex: 0, role: 'region', 'aria-label': `Changes of ${member}` }, lines.map(([sign, line]) =>
      sign === ' '
        ? h('span', { class: 'line' }, `  ${line}\n`)
        : h(sign === '+' ? 'ins' : 'del', { class: 'line' }, h('span', { class: 'unseen' }, sign === '+' ? 'is: ' : 'was: '), h('span', { 'aria-hidden': 'true' }, `${sign} `), `${line}\n`))))
}

function lined(value) {
  if (value === undefined || value === null) return []
  return (typeof value === 'string' ? value : pretty(value)).split('\n')
}

/** Returns [sign, line] for each line, by the longest common subsequence. */
export function diff(was, is) {
  if (was.length > MOST_LINES || is.length > MOST_LINES) return [...was.map(line => ['-', line]), ...is.map(line => ['+', line])]
  const length = Array.from({ length: was.length + 1 }, () => new Uint16Array(is.length + 1))
  for (let i = was.length - 1; i >= 0; i--) {
    for (let j = is.length - 1; j >= 0; j--) {
      length[i][j] = was[i] === is[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1])
    }
  }
  const lines = []
  let i = 0
  let j = 0
  while (i < was.length || j < is.length) {
    if (i < was.length && j < is.length && was[i] === is[j]) lines.push([' ', was[i++], j++])
    else if (i < was.length && (j === is.length || length[i + 1][j] >= length[i][j + 1])) lines.push(['-', was[i++]])
    else lines.push(['+', is[j++]])
  }
  return lines
}
