// A server that speaks the legacy era only (2025-11-25 and before): sessions, a stream per session, resuming, and requests to
// the client on the stream of the call. PORT says where it listens.
import { randomUUID } from 'node:crypto'
import { json } from 'node:stream/consumers'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import * as schema from '@modelcontextprotocol/sdk/types.js'
import * as everything from './everything.mjs'
import { listen } from './listen.mjs'

const LEVELS = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency']
const RETRY_MS = 100

const sessions = new Map()

listen(async (request, response) => {
  const session = sessions.get(request.headers['mcp-session-id'])
  const body = request.method === 'POST' ? await json(request) : undefined
  if (session) {
    await session.transport.handleRequest(request, response, body)
  } else if (request.headers['mcp-session-id']) {
    refuse(response, 404, -32001, 'Session not found')
  } else if (body?.method === 'initialize') {
    await (await open()).handleRequest(request, response, body)
  } else {
    refuse(response, 400, -32000, 'Bad Request: Server not initialized')
  }
})

async function open() {
  const server = new Server(everything.info, {
    capabilities: everything.capabilities,
    instructions: everything.instructions,
  })
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    eventStore: new Events(),
    retryInterval: RETRY_MS,
    onsessioninitialized: id => void sessions.set(id, { server, transport }),
    onsessionclosed: id => void sessions.delete(id),
  })
  answer(server)
  await server.connect(transport)
  return transport
}

function answer(server) {
  let level = 'info'
  const peer = (call, meta) => ({
    capabilities: server.getClientCapabilities() ?? {},
    async ask(requests) {
      const answers = Object.entries(requests).map(async ([key, request]) => [
        key,
        await call.sendRequest(request, schema.ResultSchema),
      ])
      return Object.fromEntries(await Promise.all(answers))
    },
    async log(data) {
      if (LEVELS.indexOf('info') >= LEVELS.indexOf(level)) {
        await call.sendNotification({ method: 'notifications/message', params: { level: 'info', data } })
      }
    },
    async progress(progress) {
      if (meta?.progressToken !== undefined) {
        const params = { progressToken: meta.progressToken, progress, total: 100 }
        await call.sendNotification({ method: 'notifications/progress', params })
      }
    },
    changed: list =>
      Promise.all(
        [...sessions.values()].map(each => each.server.notification({ method: `notifications/${list}/list_changed` })),
      ),
    dropStream: () => call.closeSSEStream?.(),
  })
  const on = (requestSchema, handle) =>
    server.setRequestHandler(requestSchema, ({ params }, call) => handle(params, peer(call, params?._meta)))

  on(schema.SetLevelRequestSchema, params => {
    level = params.level
    return {}
  })
  on(schema.ListToolsRequestSchema, everything.listTools)
  on(schema.CallToolRequestSchema, everything.callTool)
  on(schema.ListPromptsRequestSchema, everything.listPrompts)
  on(schema.GetPromptRequestSchema, everything.getPrompt)
  on(schema.ListResourcesRequestSchema, everything.listResources)
  on(schema.ListResourceTemplatesRequestSchema, everything.listTemplates)
  on(schema.ReadResourceRequestSchema, params => everything.readResource(params, -32002))
  on(schema.SubscribeRequestSchema, () => ({}))
  on(schema.UnsubscribeRequestSchema, () => ({}))
  on(schema.CompleteRequestSchema, everything.complete)
}

function refuse(response, status, code, message) {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null }))
}

/** What was said on the streams of one session, so that a client that comes back hears what it missed. */
class Events {
  #events = []

  async storeEvent(stream, message) {
    this.#events.push({ stream, message })
    return `${this.#events.length}`
  }

  async getStreamIdForEventId(id) {
    return this.#events[Number(id) - 1]?.stream
  }

  async replayEventsAfter(id, { send }) {
    const { stream } = this.#events[Number(id) - 1]
    for (const [index, event] of this.#events.entries()) {
      if (index >= Number(id) && event.stream === stream && Object.keys(event.message).length > 0) {
        await send(`${index + 1}`, event.message)
      }
    }
    return stream
  }
}
