// The official TypeScript client of the first generation: client-v1.mjs URL
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { answer, journey, talk } from './journey.mjs'

const [url] = process.argv.slice(2)
const client = new Client({ name: 'client-v1', version: '1' }, { capabilities: { elicitation: {} } })
client.setRequestHandler(ElicitRequestSchema, answer)
const transport = new StreamableHTTPClientTransport(new URL(url))
await client.connect(transport)
await journey(client, transport.protocolVersion, talk)
await client.close()
