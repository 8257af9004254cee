// How many records there were in each interval, by status.
import { fill, freshId, h, svg } from '../dom.js'
import { count, plural, time } from '../format.js'

const INTERVALS = 60
const WIDTH = 900
const HEIGHT = 84
const FLOOR = 82
const STATUSES = ['success', 'denied', 'error']

/** @returns {element, update(records, from, to)} with instants in milliseconds */
export function timeline() {
  const caption = h('figcaption', { id: freshId('timeline') })
  const chart = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-labelledby': caption.id, preserveAspectRatio: 'none' })
  const axis = h('p', { class: 'axis muted', 'aria-hidden': 'true' })
  const body = h('tbody')
  const alternative = h('details', null, h('summary', null, 'As a table'),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Records by interval' },
      h('table', null, h('caption', { class: 'unseen' }, 'Records by interval'), h('thead', null, h('tr', null, ['From', ...STATUSES].map(name => h('th', { scope: 'col', class: name === 'From' ? '' : 'number' }, name)))), body)))
  return { element: h('figure', { class: 'timeline' }, caption, chart, axis, alternative), update }

  function update(records, from, to) {
    const width = Math.max(1, to - from) / INTERVALS
    const intervals = Array.from({ length: INTERVALS }, (_, at) => ({ from: from + at * width, success: 0, denied: 0, error: 0 }))
    for (const record of records) {
      const at = Math.min(INTERVALS - 1, Math.floor((Date.parse(record.timestamp) - from) / width))
      if (at >= 0) intervals[at][statusOf(record)]++
    }
    const total = status => intervals.reduce((sum, one) => sum + one[status], 0)
    const highest = Math.max(1, ...intervals.map(sum))
    fill(caption,
      h('strong', null, plural(intervals.reduce((all, one) => all + sum(one), 0), 'record')),
      STATUSES.map(status => [' ', h('span', { class: `legend ${status}` }, `${count(total(status))} ${status}`)]),
      h('span', { class: 'muted' }, ` · at most ${count(highest)} in ${span(width)}`))
    fill(chart,
      svg('line', { x1: 0, x2: WIDTH, y1: FLOOR, y2: FLOOR, class: 'floor' }),
      intervals.map((one, at) => bar(one, at, highest, width)))
    fill(axis, [from, (from + to) / 2, to].map(instant => h('span', null, time(instant))))
    fill(body, intervals.filter(one => sum(one) > 0).map(one => h('tr', null, h('th', { scope: 'row' }, time(one.from)), STATUSES.map(status => h('td', { class: 'number' }, count(one[status]))))))
  }
}

function bar(interval, at, highest, width) {
  const step = WIDTH / INTERVALS
  let top = FLOOR
  const parts = STATUSES.filter(status => interval[status] > 0).map(status => {
    const height = (interval[status] / highest) * (FLOOR - 6)
    top -= height
    return svg('rect', { x: at * step + 1, y: top, width: step - 2, height, class: `bar ${status}` })
  })
  if (!parts.length) return null
  const words = STATUSES.filter(status => interval[status]).map(status => `${interval[status]} ${status}`).join(', ')
  return svg('g', null, svg('title', null, `${time(interval.from)}, ${span(width)}: ${words}`), parts)
}

const sum = interval => interval.success + interval.denied + interval.error

export const statusOf = record => (record.status === 'denied' || record.status === 'error' ? record.status : 'success')

function span(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`
  return ms < 5_400_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`
}
