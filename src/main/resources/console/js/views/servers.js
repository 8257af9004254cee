// Servers: how each one is, and what it has been doing.
import { announce, fill, h, whileVisible } from '../dom.js'
import { count, duration, plural } from '../format.js'
import { refused, state, tag } from '../parts/notes.js'
import { table } from '../parts/table.js'

const PERIOD_MS = 4000

export function servers({ main, api, session }) {
  const note = h('div')
  const problems = h('div')
  const summary = h('p', { class: 'summary muted' }, 'Looking …')
  const filter = h('input', { type: 'search', id: 'server-filter', placeholder: 'Name, tag or type', autocomplete: 'off', oninput: draw })
  const list = table({ caption: 'Servers', key: row => row.name, sortBy: 'name', empty: 'No server fits.', columns: columns() })
  let rows = []
  let whole = true
  let before = new Map()
  main.append(problems, note, h('div', { class: 'bar' }, h('label', { for: 'server-filter', class: 'unseen' }, 'Filter servers'), filter, summary), list.element)
  return whileVisible(PERIOD_MS, look)

  async function look() {
    try {
      const [told, health] = await Promise.all([whole ? administrators() : callers(), api.get('/health')])
      rows = told ?? (await callers(health))
      fill(problems, troubles(health))
      if (!whole) fill(note, h('p', { class: 'notice', role: 'note' }, `You see the servers that you may use. Breakers, calls and latency are for administrators.`))
      draw()
    } catch (error) {
      if (session.loggedIn) fill(note, refused(error, 'The list of servers'))
    }
  }

  /** Returns what an administrator hears, or null if the caller is none. */
  async function administrators() {
    try {
      return (await api.get('/servers')).servers
    } catch (error) {
      if (!error.denied && error.status !== 404) throw error
      whole = false
      return null
    }
  }

  /** What everybody hears: the registry as far as it is theirs, and whether a server is up. */
  async function callers(known) {
    const [registry, health] = await Promise.all([api.get('/mcp/servers'), known ?? api.get('/health')])
    return registry.servers.map(server => ({ ...server, ...health.servers?.[server.name], status: health.servers?.[server.name]?.status ?? 'unknown' }))
  }

  function draw() {
    const wanted = filter.value.trim().toLowerCase()
    const fits = row => [row.name, row.type, row.description, ...(row.tags ?? [])].some(text => text?.toLowerCase().includes(wanted))
    list.update(wanted ? rows.filter(fits) : rows)
    const up = rows.filter(row => row.status === 'up').length
    fill(summary, `${up} of ${plural(rows.length, 'server')} up`)
    for (const row of rows) {
      if (before.has(row.name) && before.get(row.name) !== row.status) announce(`Server ${row.name} is ${row.status}`)
    }
    before = new Map(rows.map(row => [row.name, row.status]))
  }
}

function columns() {
  return [
    { name: 'name', title: 'Server', value: row => [row.name, row.description, row.url].join('\n'), cell: name },
    { name: 'status', title: 'State', value: row => [row.status, row.problem].join('\n'), cell: status },
    { name: 'breaker', title: 'Breaker', value: row => row.breaker ?? '–', cell: breaker },
    { name: 'calls', title: 'Calls', class: 'number', value: row => row.calls?.count ?? -1, cell: row => count(row.calls?.count) },
    { name: 'failed', title: 'Failed', class: 'number', value: row => row.calls?.failed ?? -1, cell: failed },
    { name: 'in_flight', title: 'In flight', class: 'number', value: row => row.calls?.in_flight ?? -1, cell: inFlight },
    { name: 'mean', title: 'Mean', class: 'number', value: row => row.calls?.mean_ms ?? -1, cell: row => (row.calls?.count ? duration(row.calls.mean_ms) : '–') },
    { name: 'tools', title: 'Tools', class: 'number', value: row => row.tools ?? -1, cell: row => [count(row.tools), row.quarantined_tools ? h('a', { class: 'tag warn', href: '#/quarantine' }, `${row.quarantined_tools} quarantined`) : null] },
    { name: 'tags', title: 'Tags', value: row => (row.tags ?? []).join(' '), cell: row => (row.tags?.length ? row.tags.map(tag) : '–') },
    { name: 'type', title: 'Type', value: row => row.type },
  ]
}

function name(row) {
  return [h('a', { href: `#/tools//${encodeURIComponent(row.name)}`, title: `Tools of ${row.name}` }, row.name), h('span', { class: 'under' }, row.description || row.url)]
}

function status(row) {
  return [state(row.status), row.problem ? h('span', { class: 'under bad' }, row.problem) : null]
}

/** The breaker's state, and when it opens. */
function breaker(row) {
  if (!row.breaker) return '–'
  const set = row.circuit_breaker
  const told = set ? `Opens at ${set.failure_rate} % failures of the last ${set.window} calls (at least ${set.minimum_calls}), for ${set.open} s; then ${plural(set.probes, 'probe')}` : 'Never opens'
  return h('span', { title: told }, state(row.breaker, row.breaker.replace('_', ' ')))
}

/** Calls on their way, and how many there may be. */
function inFlight(row) {
  const room = row.bulkhead
  if (!room) return count(row.calls?.in_flight)
  const full = room.in_flight >= room.concurrent
  return [h('span', { class: full ? 'bad' : '' }, count(row.calls?.in_flight)), h('span', { class: 'muted', title: `At most ${plural(room.concurrent, 'call')} at once; one more waits ${room.wait} s` }, ` of ${count(room.concurrent)}`)]
}

function failed(row) {
  if (!row.calls?.count) return '–'
  const share = row.calls.failed / row.calls.count
  return [h('span', { class: row.calls.failed ? 'bad' : '' }, count(row.calls.failed)), row.calls.failed ? h('span', { class: 'muted' }, ` ${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`) : null]
}

/** What is wrong beside servers that are down. */
function troubles(health) {
  const said = []
  if (health.database_problem) said.push(['Database', health.database_problem])
  if (health.policy?.problem) said.push([`Policy ${health.policy.file}`, health.policy.problem])
  if (health.registry?.problem) said.push([`Registry ${health.registry.file}`, health.registry.problem])
  for (const text of health.routes?.problems ?? []) said.push(['Routes', text])
  for (const text of health.name_clashes ?? []) said.push(['Names', text])
  for (const [server, entry] of Object.entries(health.servers ?? {})) {
    if (entry.shaping_problem) said.push([`Shaping of ${server}`, entry.shaping_problem])
  }
  if (!said.length) return null
  return h('section', { class: 'notice bad', 'aria-label': 'Problems' }, h('ul', null, said.map(([what, text]) => h('li', null, h('strong', null, what), ' ', text))))
}
