// An operator at Hawtio, in a real browser: hawtio.mjs URL SCREENSHOTS
// Logs in at the issuer, looks at the routes, their statistics and the diagram of one, and stops that one. Prints what was seen
// as one JSON object.
import { launch, visitor } from './console-page.mjs'

const [url, screenshots] = process.argv.slice(2)
const seen = { origins: new Set(), withToken: new Set(), errors: [] }
const browser = await launch()
const context = await visitor(browser, seen)
const page = await context.newPage()
try {
  await page.goto(url)
  await page.click('text="Keycloak"')
  await page.waitForSelector('#username')
  seen.asked = new URL(page.url()).origin
  await page.fill('#username', 'admin')
  await page.fill('#password', 'admin123')
  await page.click('#kc-login')

  await tree('upstream-one')
  await page.click('text="Route Diagram"')
  await page.waitForSelector('.react-flow__node')
  seen.nodes = await page.locator('.react-flow__node').count()
  await page.screenshot({ path: `${screenshots}/hawtio-diagram.png` })

  await tree('routes')
  // the page leads to the diagram by itself first
  await page.waitForSelector('h1:has-text("routes"), .react-flow__node')
  await page.waitForTimeout(3000)
  await page.getByText('Routes', { exact: true }).last().click()
  await page.waitForSelector('tr:has-text("upstream-one")')
  seen.row = await page.innerText('tr:has-text("upstream-one")')
  await page.screenshot({ path: `${screenshots}/hawtio-routes.png` })

  await page.click('tr:has-text("upstream-one") input[type=checkbox]')
  await page.click('button:has-text("Stop")')
  await page.waitForTimeout(1000)
  seen.violations = await page.evaluate(() => window.violations)
} catch (error) {
  console.error(page.url(), await page.innerText('body'))
  await page.screenshot({ path: `${screenshots}/hawtio-failure.png` })
  throw error
} finally {
  await browser.close()
}
console.log(JSON.stringify({ ...seen, origins: [...seen.origins], withToken: [...seen.withToken] }))

async function tree(name) {
  await page.locator(`.pf-v6-c-tree-view >> text="${name}"`).first().click()
}
