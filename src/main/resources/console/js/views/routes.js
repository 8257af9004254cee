// Routes: those in force, how they lead to each other, and what is wrong with an edit.
import { fill, h, whileVisible } from '../dom.js'
import { count, duration, exactTime, plural } from '../format.js'
import { diagram } from '../parts/diagram.js'
import { drawer } from '../parts/dialog.js'
import { showFile } from '../parts/file.js'
import { address, leadsTo } from '../parts/graph.js'
import { refused, state } from '../parts/notes.js'
import { table } from '../parts/table.js'

const PERIOD_MS = 5000

export function routes({ main, api, session }) {
  const note = h('div')
  const summary = h('p', { class: 'muted' }, 'Looking …')
  const picture = h('div', { class: 'scroll picture', tabindex: 0, role: 'region', 'aria-label': 'Diagram of the routes' })
  const alone = h('p', { class: 'hint' })
  const filter = h('input', { type: 'search', id: 'route-filter', placeholder: 'Filter routes', autocomplete: 'off', oninput: list })
  const all = table({ caption: 'Routes', key: row => row.id, sortBy: 'id', columns: columns(open, api), empty: 'No route fits.', onRow: open })
  let rows = []
  let drawn = ''
  main.append(note, summary, h('details', { open: true }, h('summary', null, 'Diagram'), picture, alone),
    h('div', { class: 'bar' }, h('label', { for: 'route-filter', class: 'unseen' }, 'Filter routes'), filter), all.element)
  return whileVisible(PERIOD_MS, look)

  async function look() {
    try {
      const told = await api.get('/routes')
      rows = told.routes
      fill(summary, state(told.status), ` generation ${told.generation} since ${exactTime(told.since)}, ${plural(rows.length, 'route')}`, told.draining ? `, ${plural(told.draining, 'older set')} still at work` : '')
      fill(note, problems(told.problems ?? [], api))
      draw()
      list()
    } catch (error) {
      if (!session.loggedIn) return
      fill(note, refused(error, 'The list of routes'))
      fill(summary)
    }
  }

  /** Drawn anew only when something in the picture is another. */
  function draw() {
    const now = JSON.stringify(rows.map(row => [row.id, row.state, row.failed > 0, row.to]))
    if (now === drawn) return
    drawn = now
    const made = diagram(rows, picked => (picked.length === 1 ? open(picked[0]) : filterFor('upstream-')))
    fill(picture, made.element)
    fill(alone, made.alone ? `${plural(made.alone, 'route')} that no other leads to, and that leads to none, only in the table.` : '')
  }

  function filterFor(text) {
    filter.value = text
    list()
    filter.focus()
  }

  function list() {
    const wanted = filter.value.trim().toLowerCase()
    all.update(rows.filter(row => `${row.id} ${row.file} ${row.description} ${row.from}`.toLowerCase().includes(wanted)))
  }

  function open(route) {
    const next = rows.filter(row => (route.to ?? []).some(to => leadsTo(to, address(row.from))))
    const before = rows.filter(row => (row.to ?? []).some(to => leadsTo(to, address(route.from))))
    const links = (title, found) => [h('dt', null, title), h('dd', null, found.length ? found.map(one => h('button', { type: 'button', class: 'link mono', onclick: () => (dialog.close(), open(one)) }, one.id)) : '–')]
    const dialog = drawer(route.id,
      h('p', null, route.description),
      h('dl', { class: 'facts' },
        h('dt', null, 'State'), h('dd', null, state(route.state)),
        h('dt', null, 'File'), h('dd', null, place(route, api)),
        h('dt', null, 'Begins at'), h('dd', { class: 'mono break' }, decodeURI(address(route.from))),
        links('Leads to', next), links('Led to by', before),
        h('dt', null, 'Messages'), h('dd', null, `${count(route.exchanges)}, ${count(route.failed)} failed, ${count(route.in_flight)} in flight, ${duration(route.mean_ms)} on average`)))
  }
}

function columns(open, api) {
  return [
    { name: 'id', title: 'Route', value: row => row.id, cell: row => [h('button', { type: 'button', class: 'link mono', onclick: () => open(row) }, row.id), h('span', { class: 'under' }, row.description)] },
    { name: 'state', title: 'State', value: row => row.state, cell: row => state(row.state) },
    { name: 'file', title: 'File', value: row => `${row.file}:${String(row.line).padStart(5)}`, cell: row => place(row, api) },
    { name: 'to', title: 'Leads to', class: 'mono', value: row => (row.to ?? []).join(' '), cell: row => (row.to ?? []).join(', ') || '–' },
    { name: 'exchanges', title: 'Messages', class: 'number', value: row => row.exchanges, cell: row => count(row.exchanges) },
    { name: 'failed', title: 'Failed', class: 'number', value: row => row.failed, cell: row => h('span', { class: row.failed ? 'bad' : '' }, count(row.failed)) },
    { name: 'in_flight', title: 'In flight', class: 'number', value: row => row.in_flight, cell: row => count(row.in_flight) },
    { name: 'mean', title: 'Mean', class: 'number', value: row => row.mean_ms, cell: row => (row.exchanges ? duration(row.mean_ms) : '–') },
  ]
}

function place({ file, line }, api) {
  if (!file) return '–'
  return h('button', { type: 'button', class: 'link', onclick: () => showFile(api, file, line) }, `${file}:${line}`)
}

function problems(found, api) {
  if (!found.length) return null
  return h('section', { class: 'notice bad', role: 'alert' },
    h('p', null, h('strong', null, 'An edit is not in force.'), ' The routes before it stay until this is mended:'),
    h('ul', null, found.map(fault => h('li', null, fault.file ? [place(fault, api), ' '] : null, fault.reason))))
}
