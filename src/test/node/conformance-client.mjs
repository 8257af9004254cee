// The gateway as the client that the conformance suite tests: conformance-client.mjs GATEWAYS SERVER, as the suite starts it.
// GATEWAYS starts a gateway for each POST, in front of the suite's server. This program is the user's client before that gateway:
// it does what the scenario wants to see at the server, and ends.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ElicitRequestSchema, ResultSchema } from '@modelcontextprotocol/sdk/types.js'

const [gateways, server] = process.argv.slice(2)
const { MCP_CONFORMANCE_SCENARIO: scenario, MCP_CONFORMANCE_PROTOCOL_VERSION: revision } = process.env
const context = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}')

const journeys = {
  initialize: list,
  tools_call: ({ call }) => call('add_numbers', { a: 5, b: 3 }),
  'elicitation-sep1034-client-defaults': ({ call }) => call('test_client_elicitation_defaults', {}),
  'sse-retry': ({ call }) => call('test_reconnection', {}),
  'request-metadata': list,
  'json-schema-ref-no-deref': list,
  async 'http-standard-headers'(client) {
    const { tools } = await client.request('tools/list', {})
    const { resources } = await client.request('resources/list', {})
    const { prompts } = await client.request('prompts/list', {})
    for (const { name } of tools) await client.call(name, {})
    for (const { uri } of resources) await client.request('resources/read', { uri })
    for (const { name } of prompts) await client.request('prompts/get', { name })
  },
  async 'http-custom-headers'({ call }) {
    for (const { name, arguments: args } of context.toolCalls) await call(name, args)
  },
  async 'http-invalid-tool-headers'({ request, call }) {
    for (const { name } of (await request('tools/list', {})).tools) await call(name, { region: 'here', value: 'any' })
  },
  async 'json-schema-2020-12-preservation'({ request, call }) {
    const { tools } = await request('tools/list', {})
    await call('json_schema_echo', { schema: tools.find(tool => tool.name === 'json_schema_2020_12_tool').inputSchema })
  },
  async 'sep-2322-client-request-state'({ ask, call }) {
    const question = await ask('test_mrtr_echo_state')
    await call('test_mrtr_unrelated', {})
    await ask('test_mrtr_echo_state', question)
    await ask('test_mrtr_no_state', await ask('test_mrtr_no_state'))
    await call('test_mrtr_no_result_type', {})
  },
}

const journey = journeys[scenario]
if (!journey) throw new Error(`what a client does in ${scenario} is not written down here`)
const gateway = await start()
try {
  const client = revision >= '2026' ? modern(gateway) : await legacy(gateway)
  await journey(client)
  await client.close?.()
} finally {
  await fetch(new URL(gateway.id, gateways), { method: 'DELETE' })
}

async function start() {
  const response = await fetch(gateways, { method: 'POST', body: JSON.stringify({ server, scenario, revision, context }) })
  if (!response.ok) throw new Error(`no gateway: ${await response.text()}`)
  return response.json()
}

async function list({ request }) {
  await request('tools/list', {})
}

/** A client without a library in it, so that nothing but the gateway decides what reaches the server. */
function modern({ url }) {
  let lastId = 0
  const schemas = {}

  async function request(method, params) {
    const headers = {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': revision,
      'Mcp-Method': method,
      ...((params.name ?? params.uri) && { 'Mcp-Name': encoded(params.name ?? params.uri) }),
      ...mirrored(params),
    }
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': revision,
      'io.modelcontextprotocol/clientInfo': { name: 'conformance-client', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': { elicitation: {}, sampling: {}, roots: {} },
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id: ++lastId, method, params: { ...params, _meta } })
    const answer = messages(await fetch(url, { method: 'POST', headers, body }).then(response => response.text()))
      .find(message => message.id === lastId)
    if (!answer?.result) throw new Error(`${method}: ${JSON.stringify(answer)}`)
    for (const tool of answer.result.tools ?? []) schemas[tool.name] = tool.inputSchema
    return answer.result
  }

  function mirrored({ name, arguments: args = {} }) {
    const properties = Object.entries(schemas[name]?.properties ?? {})
    return Object.fromEntries(
      properties
        .filter(([key, { 'x-mcp-header': header }]) => header && args[key] !== undefined && args[key] !== null)
        .map(([key, { 'x-mcp-header': header }]) => [`Mcp-Param-${header}`, encoded(String(args[key]))]),
    )
  }

  return {
    request,
    async call(name, args) {
      if (!schemas[name]) await request('tools/list', {})
      return request('tools/call', { name, arguments: args })
    },
    ask(name, { requestState, inputRequests } = {}) {
      const answers = Object.keys(inputRequests ?? {}).map(key => [key, { action: 'accept', content: { confirmed: true } }])
      return request('tools/call', {
        name,
        arguments: {},
        ...(answers.length > 0 && { inputResponses: Object.fromEntries(answers) }),
        ...(requestState !== undefined && { requestState }),
      })
    },
  }
}

function encoded(value) {
  const plain = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value) || value === ''
  return plain ? value : `=?base64?${Buffer.from(value).toString('base64')}?=`
}

function messages(text) {
  if (!/^(event|data|id|retry|:)/.test(text)) return [JSON.parse(text)]
  return text
    .split('\n')
    .filter(line => line.startsWith('data:') && line.length > 6)
    .map(line => JSON.parse(line.slice(5)))
}

/** The user's client fills in what a form suggests. */
async function legacy({ url }) {
  const client = new Client(
    { name: 'conformance-client', version: '1' },
    { capabilities: { elicitation: { form: { applyDefaults: true } }, sampling: {}, roots: {} } },
  )
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: {} }))
  await client.connect(new StreamableHTTPClientTransport(new URL(url)))
  return {
    request: (method, params) => client.request({ method, params }, ResultSchema),
    call: (name, args) => client.callTool({ name, arguments: args }),
    close: () => client.close(),
  }
}
