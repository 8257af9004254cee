// The official TypeScript client and a real browser, which know nothing but the gateway's address:
// browser-login.mjs URL USER PASSWORD SCREENSHOTS register|CLIENT_ID
// The client is refused, finds out where to log in, registers itself or is known there as CLIENT_ID, sends the user to the
// browser, and calls a tool with the token it gets. Prints what happened as one JSON object.
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'
import { chromium } from 'playwright-core'

const [url, user, password, screenshots, known] = process.argv.slice(2)
const seen = { requests: [], pages: [] }
const PATIENCE = 60_000

// Where the browser comes back to.
let arrived
const callback = new Promise(resolve => (arrived = resolve))
const loopback = createServer((request, response) => {
  response.end('You can close this window.')
  if (request.url.startsWith('/callback')) arrived(new URL(request.url, redirectUrl).searchParams)
})
await new Promise(resolve => loopback.listen(0, '127.0.0.1', resolve))
const redirectUrl = `http://127.0.0.1:${loopback.address().port}/callback`

const state = randomUUID()
let client_information = known === 'register' ? undefined : { client_id: known }
let tokens, verifier, authorization
const provider = {
  redirectUrl,
  clientMetadata: {
    client_name: 'browser-login',
    redirect_uris: [redirectUrl],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  },
  state: () => state,
  clientInformation: () => client_information,
  saveClientInformation: information => (client_information = information),
  tokens: () => tokens,
  saveTokens: saved => (tokens = saved),
  redirectToAuthorization: address => (authorization = address),
  saveCodeVerifier: saved => (verifier = saved),
  codeVerifier: () => verifier,
}
const watched = async (input, init) => {
  const response = await fetch(input, init)
  const { origin, pathname } = new URL(input.url ?? input)
  seen.requests.push(`${init?.method ?? 'GET'} ${origin}${pathname} ${response.status}`)
  return response
}
const transport = () => new StreamableHTTPClientTransport(new URL(url), { authProvider: provider, fetch: watched })
const client = () => new Client({ name: 'browser-login', version: '1' }, { versionNegotiation: { mode: 'auto' } })

const first = transport()
try {
  await client().connect(first)
  throw new Error('the gateway let a client without a token in')
} catch (error) {
  if (!(error instanceof UnauthorizedError)) throw error
}
seen.authorization = { endpoint: authorization.origin + authorization.pathname, ...Object.fromEntries(authorization.searchParams) }

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
try {
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE)
  const look = async name => {
    seen.pages.push(await page.title())
    await page.screenshot({ path: join(screenshots, `${known}-${seen.pages.length}-${name}.png`) })
  }
  await page.goto(authorization.href)
  await page.fill('#username', user)
  await page.fill('#password', password)
  await look('login')
  await page.click('#kc-login')
  if (known === 'register') {
    // Who has registered itself is introduced to the user.
    await page.waitForSelector('#kc-oauth')
    seen.consent = (await page.innerText('#kc-oauth')).split('\n').map(line => line.trim()).filter(Boolean)
    await look('consent')
    await page.click('#kc-login')
  }
  const parameters = await callback
  await page.waitForSelector('text=You can close this window')
  await look('back')
  if (parameters.get('state') !== state) throw new Error('the browser came back with another state')
  seen.callback = [...parameters.keys()].sort()
  await first.finishAuth(parameters)
} finally {
  await browser.close()
}

const mcp = client()
await mcp.connect(transport())
seen.tools = (await mcp.listTools()).tools.map(tool => tool.name)
seen.called = await mcp.callTool({ name: 'one__echo', arguments: { message: 'grüße' } })
await mcp.close()
loopback.close()
loopback.closeAllConnections()
console.log(JSON.stringify({ ...seen, client: client_information.client_id, token_type: tokens.token_type }))
