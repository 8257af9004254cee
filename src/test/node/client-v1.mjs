// The official TypeScript client of the first generation: client-v1.mjs URL
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { journey } from './journey.mjs'

const [url] = process.argv.slice(2)
const client = new Client({ name: 'client-v1', version: '1' })
const transport = new StreamableHTTPClientTransport(new URL(url))
await client.connect(transport)
await journey(client, transport.protocolVersion)
await client.close()
