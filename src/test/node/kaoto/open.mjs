// Opens files in the real Kaoto in a real Chromium, and sees that each step is drawn and is there after saving:
// open.mjs BUILT CAMEL_VERSION FILE...
// BUILT is what build.mjs wrote, and gets a picture of each file. Prints a line for each file; ends with 1 if one does not fit.
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { chromium } from 'playwright-core'
import { parse } from 'yaml'
import { KEPT, expected } from './expected.mjs'

const [built, camel, ...files] = process.argv.slice(2)
const catalogue = new URL('node_modules/@kaoto/camel-catalog/dist/camel-catalog/', import.meta.url).pathname
const { definitions } = JSON.parse(readFileSync(join(catalogue, 'index.json')))
const ours = definitions.find(one => one.runtime === 'Spring Boot' && one.version.startsWith(camel.replace(/\d+$/, '')))
if (!ours) throw new Error(`Kaoto has no catalogue of Camel ${camel} on Spring Boot: ${definitions.map(one => one.name).join(', ')}`)

const types = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png' }
const page = `<!doctype html><link rel="icon" href="data:,"><link rel="stylesheet" href="/built/page.css">
<style>html, body, #root { height: 100%; margin: 0 }</style><div id="root"></div><script type="module" src="/built/page.js"></script>`
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost')
  const [, root, ...rest] = pathname.split('/').map(decodeURIComponent)
  try {
    if (!root) return response.setHeader('content-type', 'text/html').end(page)
    const body = readFileSync(join(root === 'catalogue' ? catalogue : built, ...rest))
    response.setHeader('content-type', types[extname(pathname)] ?? 'application/octet-stream').end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))

const drawn = () =>
  [...document.querySelectorAll('[data-testid^="custom-node__"], [data-testid^="custom-group__"]')]
    .map(node => node.dataset.testid.replace(/^custom-(node|group)__/, ''))
    .filter(path => !path.endsWith('.placeholder'))
    .sort()
const complaints = []
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
console.log(`Chromium ${browser.version()}, ${ours.name}`)

// One editor for the routes and one for the Kamelets, as a file's kind is one of the things an editor is made with.
async function editor() {
  const tab = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  tab.setDefaultTimeout(60_000)
  tab.on('console', said => said.type() === 'error' && complaints.push(said.text()))
  tab.on('pageerror', error => complaints.push(error.message))
  await tab.goto(`http://127.0.0.1:${server.address().port}/`)
  await tab.waitForFunction(() => window.kaoto)
  return tab
}

const editors = {}
let wrong = 0
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  const content = parse(text)
  const wanted = expected(content)
  const kept = content.kind ? [] : content.flatMap(Object.keys).filter(name => KEPT.includes(name))
  const tab = (editors[content.kind ?? 'route'] ??= await editor())
  complaints.length = 0
  await tab.evaluate(([...args]) => window.kaoto.open(...args), [file, text, ours.name])
  let seen = []
  for (let tries = 0; tries < 60; tries++) {
    seen = await tab.evaluate(drawn)
    if (isDeepStrictEqual(seen, wanted)) break
    await tab.waitForTimeout(250)
  }
  await tab.screenshot({ path: join(built, `${basename(file)}.png`) })
  const saved = parse(await tab.evaluate(([...args]) => window.kaoto.save(...args), [file, text]))
  const faults = [
    ...wanted.filter(path => !seen.includes(path)).map(path => `not drawn: ${path}`),
    ...(isDeepStrictEqual(seen, wanted) ? [] : [`${seen.length} nodes are drawn, not ${wanted.length}`]),
    ...(isDeepStrictEqual(saved, content) ? [] : ['what Kaoto saves is not what it read']),
    ...complaints,
  ]
  wrong += faults.length > 0 ? 1 : 0
  const also = kept.length > 0 ? `; kept without a picture: ${kept.join(', ')}` : ''
  console.log(`${faults.length > 0 ? 'WRONG' : 'ok'}  ${file}: ${seen.length} nodes${also}`)
  for (const fault of faults) console.log(`      ${fault}`)
}
await browser.close()
server.close()
console.log(wrong === 0 ? `Kaoto opens all ${files.length} files` : `Kaoto does not open ${wrong} of ${files.length} files as they are`)
process.exitCode = wrong === 0 ? 0 : 1
