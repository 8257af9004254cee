// An operator whose tokens are short: console-renewal.mjs URL SCREENSHOTS
// Logs in, waits for longer than a token is good, and calls a tool. Prints what was seen as one JSON object.
import { go, launch, login, visitor } from './console-page.mjs'

const [url] = process.argv.slice(2)
const LONGER_THAN_A_TOKEN = 15_000
const seen = { origins: new Set(), withToken: new Set(), errors: [] }
let renewals = 0
let refused = 0
const browser = await launch()
try {
  const context = await visitor(browser, seen)
  const page = await context.newPage()
  page.on('request', request => {
    if (request.postData()?.includes('grant_type=refresh_token')) renewals++
  })
  page.on('response', response => {
    if (response.status() === 401) refused++
  })
  await login(page, url, 'admin', 'admin123')
  await page.waitForTimeout(LONGER_THAN_A_TOKEN)
  await go(page, 'tools/echo', 'form .fields')
  await page.fill('form .fields input', 'after a while')
  await page.click('form button[type=submit]')
  await page.waitForSelector('.outcome .state')
  console.log(JSON.stringify({ renewals, refused, result: await page.innerText('.outcome') }))
} finally {
  await browser.close()
}
