// The official TypeScript clients at the standard streams of a program: client-stdio.mjs v1|auto|legacy|VERSION COMMAND...
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { answer, journey, talk } from './journey.mjs'

const [mode, command, ...args] = process.argv.slice(2)
const capabilities = { elicitation: {} }
const started = { command, args, env: { ...process.env }, stderr: 'inherit' }
const passed = []
let client
if (mode === 'v1') {
  client = new FirstClient({ name: 'client-stdio', version: '1' }, { capabilities })
  client.setRequestHandler(ElicitRequestSchema, answer)
  await connect(new FirstTransport(started))
  await journey(client, '', talkOverPipe)
} else {
  const versionNegotiation = { legacy: undefined, auto: { mode: 'auto' } }
  client = new Client(
    { name: 'client-stdio', version: '2' },
    { capabilities, versionNegotiation: mode in versionNegotiation ? versionNegotiation[mode] : { mode: { pin: mode } } },
  )
  client.setRequestHandler('elicitation/create', answer)
  await connect(new StdioClientTransport(started))
  await journey(client, client.getNegotiatedProtocolVersion(), talkOverPipe)
}
await client.close()

/** Connects, and notes what progress comes over the pipe: a client forgets what it reads together with the result. */
async function connect(transport) {
  await client.connect(transport)
  const read = transport.onmessage
  transport.onmessage = (message, ...more) => {
    if (message.method === 'notifications/progress') passed.push(`${message.params.progress} of ${message.params.total}`)
    return read.call(transport, message, ...more)
  }
}

async function talkOverPipe(client) {
  return { ...(await talk(client)), passed }
}
