// A table whose rows stay the same elements while what they show changes, so that neither focus nor selection is lost.
import { fill, h } from '../dom.js'

/**
 * @param caption what the table is of, for people who do not see it
 * @param key returns what tells one row from another
 * @param columns each {name, title, value(row): what to sort by and to compare, cell(row)?: what to show, class?, sort?: false}
 * @returns {element, update(rows)}
 */
export function table({ caption, key, columns, sortBy, empty = 'Nothing here.', onRow }) {
  let rows = []
  let order = sortBy ? { name: sortBy, down: false } : null
  const shown = new Map()
  const body = h('tbody')
  const none = h('p', { class: 'empty', hidden: true }, empty)
  const heads = columns.map(column => {
    const sortable = order && column.sort !== false
    return h('th', { scope: 'col', class: column.class },
      sortable ? h('button', { type: 'button', class: 'sort', onclick: () => sort(column) }, column.title) : column.title)
  })
  const wrap = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', null, h('caption', { class: 'unseen' }, caption), h('thead', null, h('tr', null, heads)), body))
  const element = h('div', { class: 'table' }, wrap, none)

  function sort(column) {
    order = { name: column.name, down: order.name === column.name ? !order.down : false }
    draw()
  }

  function ordered() {
    if (!order) return rows
    const column = columns.find(one => one.name === order.name)
    const sign = order.down ? -1 : 1
    return [...rows].sort((one, other) => sign * compare(column.value(one), column.value(other)))
  }

  function draw() {
    columns.forEach((column, at) => {
      if (order?.name === column.name) heads[at].setAttribute('aria-sort', order.down ? 'descending' : 'ascending')
      else heads[at].removeAttribute('aria-sort')
    })
    const wanted = ordered()
    const keys = new Set(wanted.map(key))
    for (const [known, row] of shown) {
      if (!keys.has(known)) {
        row.line.remove()
        shown.delete(known)
      }
    }
    let before = body.firstElementChild
    for (const row of wanted) {
      const line = cells(row).line
      if (line === before) before = before.nextElementSibling
      else body.insertBefore(line, before)
    }
    wrap.hidden = wanted.length === 0
    none.hidden = wanted.length > 0
  }

  function cells(row) {
    let known = shown.get(key(row))
    if (!known) {
      known = { line: h('tr', onRow ? { class: 'open', onclick: event => event.target.closest('a, button') || onRow(known.row) } : null), was: [] }
      columns.forEach((column, at) => known.line.append(h(at === 0 ? 'th' : 'td', { class: column.class, ...(at === 0 ? { scope: 'row' } : {}) })))
      shown.set(key(row), known)
    }
    known.row = row
    columns.forEach((column, at) => {
      const value = JSON.stringify(column.value(row)) ?? ''
      if (known.was[at] !== value) {
        known.was[at] = value
        fill(known.line.children[at], column.cell ? column.cell(row) : String(column.value(row) ?? '–'))
      }
    })
    return known
  }

  return {
    element,
    update(next) {
      rows = next
      draw()
    },
  }
}

function compare(one, other) {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return String(one ?? '').localeCompare(String(other ?? ''), 'en', { numeric: true })
}
