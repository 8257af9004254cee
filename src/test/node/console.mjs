// An operator at the gateway's page, in a real browser: console.mjs URL SCREENSHOTS
// Logs in as an administrator, looks at every view, tries tools, sees their records come, approves a tool, logs out; then
// as a user who may less. Prints what was seen as one JSON object.
import { go, judge, launch, login, visitor, walk } from './console-page.mjs'

const [url, screenshots] = process.argv.slice(2)
const seen = { origins: new Set(), withToken: new Set(), errors: [], serious: [], minor: [], views: [], passes: 0 }
const look = (page, name) => judge(page, name, screenshots, seen)
const texts = (page, selector) => page.locator(selector).allInnerTexts()
const browser = await launch()
try {
  await administrator()
  await user()
} catch (error) {
  // what could be seen then tells more than the error
  for (const page of browser.contexts().flatMap(context => context.pages())) {
    console.error(page.url(), await page.innerText('body'))
    await page.screenshot({ path: `${screenshots}/console-failure-${Date.now()}.png` })
  }
  throw error
} finally {
  await browser.close()
}
console.log(JSON.stringify({ ...seen, origins: [...seen.origins], withToken: [...seen.withToken] }))

async function administrator() {
  const context = await visitor(browser, seen)
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForSelector('button:has-text("Log in")')
  await look(page, 'login')
  await login(page, url, 'admin', 'admin123')

  await page.waitForSelector('tbody >> text=one')
  seen.servers = await texts(page, 'tbody tr')
  await look(page, 'servers')

  // the other tab has the audit trail open all the while, and is never loaded again
  const trail = await context.newPage()
  await login(trail, url, 'admin')
  await go(trail, 'audit', '.live.open')
  await trail.evaluate(() => (window.sameDocument = true))

  await tryTools(page)
  await trail.waitForSelector('.table tr:has-text("book_room")')
  await trail.waitForSelector('.table tr:has-text("invoke_tool_broadcast")')
  seen.trail = await texts(trail, '.table tbody tr')
  seen.neverReloaded = await trail.evaluate(() => window.sameDocument === true)
  seen.timeline = await trail.innerText('.timeline figcaption')
  await look(trail, 'audit')
  await trail.click('.table tr:has-text("book_room") button')
  await trail.waitForSelector('dialog[open]')
  seen.record = await trail.innerText('dialog .facts')
  await look(trail, 'record')
  await trail.keyboard.press('Escape')
  await trail.selectOption('.filter:has-text("Status") select', 'error')
  await trail.waitForFunction(() => [...document.querySelectorAll('.table tbody td:nth-child(2)')].every(cell => !cell.innerText.includes('success')))
  seen.marked = await marked(trail)

  await go(page, 'routes', '.diagram .node')
  seen.drawn = { nodes: await page.locator('.node').count(), edges: await page.locator('.edge').count() }
  await look(page, 'routes')
  await page.click('.table tr:has-text("upstream-one") button:has-text("50-upstream")')
  await page.waitForSelector('.source .here')
  await look(page, 'route-file')
  await page.keyboard.press('Escape')

  await go(page, 'quarantine', 'article')
  seen.change = await page.innerText('.diff')
  await look(page, 'quarantine')
  await page.click('button:has-text("Approve …")')
  await page.waitForSelector('dialog[open]')
  await look(page, 'approve')
  await page.click('dialog >> text="Approve"')
  await page.waitForSelector('.notice.good')
  seen.approved = await page.innerText('.notice.good')
  await page.waitForSelector('text=No tool is in quarantine')

  seen.keyboard = await byKeyboard(page)
  seen.violations = [...(await page.evaluate(() => window.violations)), ...(await trail.evaluate(() => window.violations))]
  await page.click('button:has-text("Log out")')
  await page.waitForSelector('text=Operator console')
  seen.keptAfterLogout = await page.evaluate(() => Object.keys(sessionStorage).length + Object.keys(localStorage).length)
  await page.click('button:has-text("Log in")')
  await page.waitForSelector('#username')
  await context.close()
}

async function tryTools(page) {
  await go(page, 'tools/book_room', 'form .fields')
  await page.waitForSelector('text=wants to be markup')
  await page.fill('label:has-text("room") + input', 'Edvard Munch')
  await page.fill('label:has-text("seats") + input', '12')
  await page.selectOption('label:has-text("layout") + select', { label: 'circle' })
  await page.selectOption('label:has-text("catering") + select', 'true')
  await page.click('text=Add to equipment')
  await page.fill('fieldset:has-text("equipment") ol input', 'beamer')
  await page.fill('fieldset:has-text("contact") >> label:has-text("mail") + input', 'ana@example.com')
  await page.click('text=Edit as JSON')
  seen.json = JSON.parse(await page.inputValue('#raw-arguments'))
  await page.click('text=Edit as JSON')
  await page.click('form button[type=submit]')
  await page.waitForSelector('.outcome .state')
  seen.result = await page.innerText('.outcome')
  await look(page, 'tool')
  seen.markedTool = await marked(page)

  await go(page, 'tools/echo', 'form .fields')
  await page.check('text=Broadcast to servers')
  await page.fill('form .fields input', 'grüße')
  await page.click('form button[type=submit]')
  await page.waitForSelector('.outcome .leg')
  seen.broadcast = await page.innerText('.outcome')
  await look(page, 'broadcast')
}

/** Whether anything that a server has said has become markup. */
const marked = page => page.evaluate(() => window.pwned === true || document.querySelector('main script, main img[onerror], main b.injected') !== null)

/** Finds a tool, fills in its form and calls it, without a mouse. */
async function byKeyboard(page) {
  await page.goto(url)
  await page.waitForSelector('tbody tr')
  await page.keyboard.press('Tab')
  const first = await page.evaluate(() => document.activeElement.innerText)
  const walked = await walk(page, 24)
  await go(page, 'tools', '.picks a')
  await page.focus('#tool-filter')
  await page.keyboard.type('echo')
  for (let step = 0; step < 8 && !(await page.evaluate(() => document.activeElement.matches('.picks a'))); step++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForSelector('form .fields')
  const heading = await page.evaluate(() => document.activeElement.localName)
  await page.waitForTimeout(500)
  for (let step = 0; step < 12 && !(await page.evaluate(() => document.activeElement.matches('form .fields input'))); step++) await page.keyboard.press('Tab')
  await page.keyboard.type('by keyboard')
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('.outcome .state')
  return { first, heading, ...walked, result: await page.innerText('.outcome'), said: await page.innerText('#live') }
}

async function user() {
  const context = await visitor(browser, seen)
  const page = await context.newPage()
  await login(page, url, 'testuser', 'testpass')
  await page.waitForSelector('tbody tr')
  await page.waitForSelector('main .notice')
  seen.userServers = await page.innerText('main')
  await look(page, 'user-servers')
  for (const view of ['audit', 'routes', 'quarantine']) {
    await go(page, view, 'main .notice')
    seen[`user-${view}`] = await page.innerText('main .notice')
    await look(page, `user-${view}`)
  }
  await go(page, 'tools/echo', 'form .fields')
  await page.fill('form .fields input', 'by a user')
  await page.click('form button[type=submit]')
  await page.waitForSelector('.outcome .state')
  seen.userResult = await page.innerText('.outcome')
  await context.close()
}
