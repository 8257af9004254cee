// What a test of the operator page does with a browser: open it, log in, look at it, and have it judged by axe.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const PATIENCE = 60_000
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })

/** Opens a browser of somebody's own; what it asks for, complains of and refuses to run goes to `seen`. */
export async function visitor(browser, seen) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(PATIENCE)
  await context.addInitScript(() => {
    window.violations = []
    addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
  })
  context.on('page', page => {
    page.on('request', request => {
      const url = new URL(request.url())
      if (url.protocol !== 'data:') seen.origins.add(url.origin)
      if (request.headers().authorization) seen.withToken.add(url.pathname)
    })
    page.on('pageerror', error => seen.errors.push(String(error)))
  })
  return context
}

/** Logs in at the issuer; where its session is still good it asks for nothing. */
export async function login(page, url, user, password) {
  await page.goto(url)
  await page.click('button:has-text("Log in")')
  if (password) {
    await page.fill('#username', user)
    await page.fill('#password', password)
    await page.click('#kc-login')
  }
  await page.waitForSelector(`.who:has-text("${user}")`)
}

/** Goes to a view without loading the page again. */
export async function go(page, view, selector) {
  await page.evaluate(hash => (location.hash = hash), `#/${view}`)
  await page.waitForSelector(selector)
}

/** Has the page as it is now judged and photographed, in light and in dark, and narrow. */
export async function judge(page, name, folder, seen) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: join(folder, `console-${name}-${colorScheme}.png`) })
    await page.evaluate(`${axe};0`)
    const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
    seen.passes += passes.length
    for (const { id, impact, nodes } of violations) {
      const place = nodes.map(node => `${node.target.join(' ')}: ${node.failureSummary?.replace(/\s+/g, ' ')}`).slice(0, 3).join(' | ')
      seen[impact === 'serious' || impact === 'critical' ? 'serious' : 'minor'].push(`${name} ${colorScheme}: ${impact} ${id} at ${place}`)
    }
  }
  await page.setViewportSize({ width: 400, height: 780 })
  await page.screenshot({ path: join(folder, `console-${name}-narrow.png`) })
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (tooWide > 0) seen.serious.push(`${name}: ${tooWide} pixels wider than a screen of 400`)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  seen.views.push(name)
}

/** Presses Tab so many times; returns what had the focus and was not to be seen. */
export async function walk(page, times) {
  const reached = new Set()
  const hidden = []
  for (let step = 0; step < times; step++) {
    await page.keyboard.press('Tab')
    const focus = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      const style = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      const name = (element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText ?? '').trim().split('\n')[0]
      const visible = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && box.bottom > 0 && box.top < innerHeight && box.width > 0
      return { what: `${element.localName} ${name}`, visible }
    })
    if (!focus) continue
    reached.add(focus.what)
    if (!focus.visible) hidden.push(focus.what)
  }
  return { reached: [...reached], hidden }
}
