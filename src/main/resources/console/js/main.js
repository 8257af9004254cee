// The frame of the page: who is logged in, which view is shown, how the gateway is.
import { Api } from './api.js'
import { fill, h, whileVisible } from './dom.js'
import { Session } from './session.js'
import { audit } from './views/audit.js'
import { quarantine } from './views/quarantine.js'
import { routes } from './views/routes.js'
import { servers } from './views/servers.js'
import { tools } from './views/tools.js'

const VIEWS = { servers, tools, audit, routes, quarantine }
const TITLES = { servers: 'Servers', tools: 'Tools', audit: 'Audit trail', routes: 'Routes', quarantine: 'Quarantine' }
const HEALTH_MS = 15_000

const main = document.getElementById('main')
const nav = document.getElementById('nav')
const account = document.getElementById('account')
const healthChip = h('a', { class: 'chip', href: '#/servers' }, 'health …')
let session
let api
let leave = () => {}
let endHealth = () => {}
let shown = ''

start()

async function start() {
  try {
    const settings = await (await fetch('settings.json', { credentials: 'omit' })).json()
    session = new Session(settings, loggedOut)
    api = new Api(session)
    await session.comeBack()
  } catch (error) {
    if (!session) return fill(main, problem(`The gateway does not say how to log in: ${error.message}`))
    return loggedOut(error.message)
  }
  session.loggedIn ? enter() : loggedOut()
}

function enter() {
  const user = session.user
  fill(
    account,
    healthChip,
    h('span', { class: 'who', title: user.roles.join(', ') }, h('span', { class: 'unseen' }, 'Logged in as '), user.name, user.admin && session.needsLogin ? h('span', { class: 'muted' }, ' · admin') : null),
    session.needsLogin ? h('button', { type: 'button', class: 'quiet', onclick: () => session.logout() }, 'Log out') : null,
  )
  fill(nav, h('ul', null, Object.keys(VIEWS).map(name => h('li', null, h('a', { href: `#/${name}`, 'data-view': name }, TITLES[name])))))
  addEventListener('hashchange', show)
  endHealth = whileVisible(HEALTH_MS, health)
  show()
}

/** Shows the view that the address names, #/view/more/of/it; the same view hears only what comes after its name. */
function show() {
  const [, named, ...rest] = location.hash.split('/').map(decodeURIComponent)
  const name = Object.hasOwn(VIEWS, named ?? '') ? named : 'servers'
  for (const link of nav.querySelectorAll('a')) {
    link.dataset.view === name ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current')
  }
  if (name === shown && leave.moved) return leave.moved(rest)
  leave()
  const first = shown === ''
  shown = name
  document.title = `${TITLES[name]} · Secure MCP Gateway`
  fill(main, h('h1', null, TITLES[name]))
  leave = VIEWS[name]({ main, api, session, path: rest, badge }) ?? (() => {})
  scrollTo(0, 0)
  if (!first) main.focus({ preventScroll: true })
}

/** Shows a number at a view's name, or none. */
function badge(view, number) {
  const link = nav.querySelector(`[data-view="${view}"]`)
  if (link) fill(link, TITLES[view], number ? h('span', { class: 'badge' }, String(number)) : null)
}

async function health() {
  const [state, waiting] = await Promise.allSettled([api.get('/health'), session.user.admin ? api.get('/mcp/quarantine') : null])
  const said = state.status === 'fulfilled' ? state.value : { status: 'unreachable' }
  healthChip.className = `chip ${said.status}`
  fill(healthChip, said.status, said.version ? h('span', { class: 'muted version' }, ` ${said.version}`) : null)
  if (waiting.value) badge('quarantine', waiting.value.count)
}

function loggedOut(why) {
  leave()
  endHealth()
  removeEventListener('hashchange', show)
  shown = ''
  leave = () => {}
  fill(account)
  fill(nav)
  const failed = h('div', { role: 'alert' }, why ? problem(why) : null)
  const login = h('button', { type: 'button', class: 'primary', onclick: () => session.login().catch(error => fill(failed, problem(error.message))) }, 'Log in')
  fill(
    main,
    h('section', { class: 'login panel', 'aria-labelledby': 'login-title' },
      h('h1', { id: 'login-title' }, 'Operator console'),
      h('p', null, 'See which servers are up, try tools, and follow what is called. You log in where the gateway’s callers do, and may do here what you may do there.'),
      failed,
      login),
  )
  login.focus()
}

const problem = text => h('p', { class: 'notice bad' }, text)
