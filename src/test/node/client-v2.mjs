// The official TypeScript client of the second generation: client-v2.mjs URL auto|legacy|VERSION
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { answer, journey, talk } from './journey.mjs'

const [url, mode] = process.argv.slice(2)
const versionNegotiation = { legacy: undefined, auto: { mode: 'auto' } }
const client = new Client(
  { name: 'client-v2', version: '1' },
  {
    capabilities: { elicitation: {} },
    versionNegotiation: mode in versionNegotiation ? versionNegotiation[mode] : { mode: { pin: mode } },
  },
)
client.setRequestHandler('elicitation/create', answer)
await client.connect(new StreamableHTTPClientTransport(new URL(url)))
await journey(client, client.getNegotiatedProtocolVersion(), talk)
await client.close()
