// The official client of the first generation at the stdio end of mcp-remote: client-remote.mjs URL
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { journey } from './journey.mjs'

const [url] = process.argv.slice(2)
const bridge = fileURLToPath(new URL('node_modules/.bin/mcp-remote', import.meta.url))
const client = new Client({ name: 'client-remote', version: '1' })
await client.connect(
  new StdioClientTransport({ command: process.execPath, args: [bridge, url, '--transport', 'http-only', '--allow-http'] }),
)
await journey(client, '')
await client.close()
