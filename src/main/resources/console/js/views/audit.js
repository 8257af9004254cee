// The audit trail: what has happened, and what happens now.
import { announce, fill, h } from '../dom.js'
import { duration, exactTime, plural } from '../format.js'
import { refused, select, state } from '../parts/notes.js'
import { showRecord } from '../parts/record.js'
import { table } from '../parts/table.js'
import { statusOf, timeline } from '../parts/timeline.js'
import { Trail } from '../parts/trail.js'

const RANGES = [['900000', 'last 15 minutes'], ['3600000', 'last hour'], ['21600000', 'last 6 hours'], ['86400000', 'last day'], ['0', 'all']]
const EVENTS = [['', 'all events'], ['mcp_request', 'calls and lists'], ['authentication', 'authentication'], ['configuration', 'configuration'], ['tool_registration', 'tool changes'], ['lifecycle', 'start and stop']]
const ROWS = 200
const DRAW_MS = 250
const SAY_MS = 5000

export function audit({ main, api, path }) {
  const inputs = {
    range: select(RANGES, { onchange: begin }),
    status: select([['', 'any status'], 'success', 'denied', 'error'], { onchange: begin }),
    event_type: select(EVENTS, { onchange: begin }),
    server: text('server'),
    tool: text('tool'),
    user: text('user'),
  }
  inputs.range.value = '3600000'
  const pause = h('button', { type: 'button', class: 'small', 'aria-pressed': 'false', onclick: () => setPaused(!paused) }, 'Pause')
  const live = h('span', { class: 'live', role: 'status' })
  const note = h('div')
  const chart = timeline()
  const more = h('button', { type: 'button', class: 'small', onclick: older })
  const list = table({ caption: 'Audit records, newest first', key: record => record.id, columns: columns(), empty: 'Nothing that fits has happened.', onRow: show })
  const trail = new Trail(api, changed)
  let paused = false
  let frozen = []
  let request = ''
  let rows = ROWS
  let drawing = null
  let unsaid = []
  let said = 0
  let typing = null
  const clock = setInterval(schedule, 5000)
  main.append(
    h('div', { class: 'bar filters', role: 'search', 'aria-label': 'Filters' }, Object.entries(inputs).map(([name, input]) => labelled(NAMES[name], input)), h('span', { class: 'end bar' }, live, pause)),
    note, chart.element, list.element, h('div', { class: 'actions' }, more))
  moved(path)
  const leave = () => {
    clearInterval(clock)
    clearTimeout(drawing)
    clearTimeout(typing)
    trail.end()
  }
  leave.moved = moved
  return leave

  /** #/audit/request/ID shows one request and its legs. */
  function moved(next) {
    request = next[0] === 'request' ? next[1] : ''
    begin()
  }

  function text(name) {
    return h('input', { type: 'search', placeholder: `any ${name}`, autocomplete: 'off', oninput: () => {
      clearTimeout(typing)
      typing = setTimeout(begin, 400)
    } })
  }

  function begin() {
    const { range, ...filters } = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]))
    setPaused(false)
    rows = ROWS
    trail.begin({ ...filters, request_id: request }, request ? 0 : Number(range))
  }

  function setPaused(wanted) {
    frozen = trail.records
    paused = wanted
    pause.setAttribute('aria-pressed', String(paused))
    pause.textContent = paused ? 'Resume' : 'Pause'
    schedule()
  }

  async function older() {
    if (rows < trail.records.length) rows += ROWS
    else await trail.older()
    schedule()
  }

  function changed(news) {
    unsaid.push(...news)
    schedule()
  }

  /** Many records may come at once; the page is drawn a few times a second. */
  function schedule() {
    drawing ??= setTimeout(draw, DRAW_MS)
  }

  function draw() {
    drawing = null
    const all = trail.records
    const shown = paused ? frozen : all
    list.update(shown.slice(0, rows))
    const to = Date.now()
    const oldest = shown.length ? Date.parse(shown.at(-1).timestamp) : to - 60_000
    chart.update(shown, trail.since && !request ? to - Number(inputs.range.value) : oldest, request ? Date.parse(shown[0]?.timestamp ?? to) + 1 : to)
    more.hidden = shown.length <= rows && !trail.hasOlder
    more.textContent = shown.length > rows ? `Show ${Math.min(ROWS, shown.length - rows)} more` : 'Load older records'
    const waiting = paused ? all.length - frozen.length : 0
    live.className = `live ${paused ? 'paused' : trail.state}`
    live.textContent = paused ? `paused${waiting > 0 ? `, ${waiting} new` : ''}` : { open: 'live', connecting: 'connecting …', lost: 'connection lost, trying again', refused: 'not live' }[trail.state]
    fill(note,
      trail.refusal ? refused(trail.refusal, 'The audit trail') : null,
      request ? h('p', { class: 'notice' }, 'Only request ', h('span', { class: 'mono break' }, request), '. ', h('a', { href: '#/audit' }, 'Show all')) : null)
    say()
  }

  /** Who does not see the page hears a sentence every few seconds, not every record. */
  function say() {
    if (!unsaid.length || paused || Date.now() - said < SAY_MS) return
    const last = unsaid.at(-1)
    said = Date.now()
    announce(`${plural(unsaid.length, 'new record')}, the last: ${[last.user, last.action, last.tool_name, last.status].filter(Boolean).join(' ')}`)
    unsaid = []
  }
}

const NAMES = { range: 'Time', status: 'Status', event_type: 'Event', server: 'Server', tool: 'Tool', user: 'User' }

const labelled = (name, input) => h('label', { class: 'filter' }, h('span', null, name), input)

const show = record => showRecord(record)

function columns() {
  return [
    { name: 'time', title: 'Time', class: 'time', value: record => record.timestamp, cell: record => h('button', { type: 'button', class: 'link', title: 'Details', onclick: () => show(record) }, exactTime(record.timestamp)) },
    { name: 'status', title: 'Status', value: record => record.outcome ?? record.status, cell: record => state(statusOf(record), record.outcome ?? record.status ?? '–') },
    { name: 'user', title: 'User', value: record => record.user },
    { name: 'action', title: 'Action', value: record => record.action },
    { name: 'what', title: 'What', class: 'mono', value: what },
    { name: 'server', title: 'Server', value: record => (record.mcp_servers ?? [record.mcp_server ?? '–']).join(', ') },
    { name: 'took', title: 'Took', class: 'number', value: record => record.duration_ms, cell: record => duration(record.duration_ms) },
    { name: 'error', title: 'Error', class: 'why', value: record => record.error ?? (record.status === 'denied' ? record.policy_decision : undefined) ?? '' },
  ]
}

const what = record => record.tool_name ?? record.resource_uri ?? record.prompt_name ?? record.task_id ?? '–'
