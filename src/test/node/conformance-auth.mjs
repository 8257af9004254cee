// The gateway as the OAuth client that the conformance suite tests: conformance-auth.mjs GATEWAYS SERVER, as the suite starts it.
// GATEWAYS starts a gateway for each POST, in front of the suite's server. This program is the user before that gateway: it calls
// a tool and, where the gateway asks for a login, opens the address that the gateway names as a browser would.
const MOST_LOGINS = 5
const [gateways, server] = process.argv.slice(2)
const { MCP_CONFORMANCE_SCENARIO: scenario, MCP_CONFORMANCE_CONTEXT: context = '{}' } = process.env

const gateway = await start()
try {
  await call()
  // The second call finds the login that the first one left, or a server that has changed its mind.
  await call()
} finally {
  await fetch(new URL(gateway.id, gateways), { method: 'DELETE' })
}

async function start() {
  const body = JSON.stringify({ server, scenario, context: JSON.parse(context) })
  const response = await fetch(gateways, { method: 'POST', body })
  if (!response.ok) throw new Error(`no gateway: ${await response.text()}`)
  return response.json()
}

async function call() {
  for (let logins = 0; logins <= MOST_LOGINS; logins++) {
    const response = await fetch(new URL('/mcp/invoke?mcp_server=suite', gateway.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ tool_name: 'test-tool' }),
    })
    const answer = await response.json()
    if (response.ok) return
    const login = /open (\S+) in a browser/.exec(answer.detail)
    if (!login) throw new Error(answer.detail)
    await browse(login[1])
  }
  throw new Error(`the gateway asks for a login again and again`)
}

async function browse(address) {
  const page = await fetch(address)
  if (!page.ok) throw new Error(`${page.status} ${await page.text()}`)
}
