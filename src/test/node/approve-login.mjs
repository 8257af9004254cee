// A person with a browser, who goes where a program sends them: approve-login.mjs PAGE USER PASSWORD SCREENSHOTS NAME
// Logs in, and says yes to whatever is asked. Ends when the page says that the login is done. Prints the titles it has seen.
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const [address, user, password, screenshots, name] = process.argv.slice(2)
const titles = []
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
try {
  const page = await browser.newPage()
  page.setDefaultTimeout(60_000)
  const look = async () => {
    titles.push(await page.title())
    await page.screenshot({ path: join(screenshots, `${name}-${titles.length}.png`) })
  }
  await page.goto(address)
  await page.fill('#username', user)
  await page.fill('#password', password)
  await look()
  await page.click('#kc-login')
  const done = page.waitForSelector('text=/You are logged in|Device Login Successful/')
  const consent = page.waitForSelector('#kc-oauth').then(() => 'consent', () => 'none')
  if ((await Promise.race([done, consent])) === 'consent') {
    await look()
    await page.click('#kc-login')
  }
  await done
  await look()
} finally {
  await browser.close()
}
console.log(JSON.stringify({ titles }))
