// A server that speaks 2026-07-28 only: no sessions, and what it wants to know from its client it says as the result of a call
// that the client then repeats with the answers. Some of its tools become tasks. PORT says where it listens.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, inputRequired, McpServer, MissingRequiredClientCapabilityError } from '@modelcontextprotocol/server'
import * as everything from './everything.mjs'
import { listen } from './listen.mjs'
import * as tasks from './tasks.mjs'

const NEEDS = { 'elicitation/create': 'elicitation', 'sampling/createMessage': 'sampling', 'roots/list': 'roots' }
const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities'

const key = randomBytes(32)
const anything = { '~standard': { version: 1, vendor: 'everything', validate: value => ({ value }) } }
const cacheable = { ttlMs: 60_000, cacheScope: 'public' }
const changing = { ttlMs: 0, cacheScope: 'private' }

const handler = createMcpHandler(create, { legacy: 'reject' })
listen(toNodeHandler(handler))

/** The question that a call cannot go on without. */
class Question extends Error {
  constructor(inputRequests, requestState) {
    super('input required')
    this.result = inputRequired({ inputRequests, ...(requestState && { requestState }) })
  }
}

/** The work of a call has become a task. The SDK lets no handler return that, but it lets every error pass. */
class Started extends Error {
  constructor(result) {
    super('a task has started')
    this.result = result
  }
}

/** The SDK holds `Mcp-Param-*` headers against this schema before it calls a tool. */
class Everything extends McpServer {
  toolInputSchemaJson(name) {
    return listTools().tools.find(tool => tool.name === name)?.inputSchema
  }
}

function create() {
  const mcp = new Everything(everything.info, {
    capabilities: { ...everything.capabilities, extensions: { [tasks.TASKS]: {} } },
    instructions: everything.instructions,
    requestState: { verify },
  })
  letTasksPass(mcp.server)
  const on = (method, handle, hints) =>
    mcp.server.setRequestHandler(method, async ({ params }, { mcpReq }) => {
      try {
        const result = await handle(params, peer(mcpReq))
        if (result.resultType === 'task') throw new Started(result)
        return { ...result, ...hints }
      } catch (error) {
        if (error instanceof Question) return error.result
        throw error
      }
    })

  const onTask = (method, handle) =>
    mcp.server.setRequestHandler(method, { params: anything }, (params, { mcpReq }) => {
      needTasks(peer(mcpReq))
      return handle({ ...params, inputResponses: mcpReq.inputResponses })
    })

  on('tools/list', listTools, changing)
  on('tools/call', callTool)
  on('prompts/list', everything.listPrompts, changing)
  on('prompts/get', everything.getPrompt)
  on('resources/list', everything.listResources, cacheable)
  on('resources/templates/list', everything.listTemplates, cacheable)
  on('resources/read', params => everything.readResource(params, -32602), cacheable)
  on('completion/complete', everything.complete)
  onTask('tasks/get', tasks.get)
  onTask('tasks/update', tasks.update)
  onTask('tasks/cancel', tasks.cancel)
  return mcp
}

function letTasksPass(server) {
  const wrap = server._wrapHandler.bind(server)
  server._wrapHandler = (method, handler) => {
    const wrapped = wrap(method, handler)
    return (request, context) =>
      wrapped(request, context).catch(error => {
        if (error instanceof Started) return error.result
        throw error
      })
  }
}

function listTools() {
  return { tools: [...everything.listTools().tools, ...tasks.tools.map(everything.described)] }
}

async function callTool(params, peer) {
  const tool = tasks.tools.find(each => each.name === params.name)
  if (!tool) return everything.callTool(params, peer)
  if (tool.needsTask) needTasks(peer)
  return tool.call(params.arguments ?? {}, peer)
}

function needTasks({ capabilities }) {
  if (!capabilities.extensions?.[tasks.TASKS]) {
    throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { extensions: { [tasks.TASKS]: {} } } })
  }
}

function peer(call) {
  const capabilities = call.envelope?.[CAPABILITIES] ?? {}
  const known = { ...call.requestState(), ...call.inputResponses }
  return {
    capabilities,
    async ask(requests, { remember = false } = {}) {
      const unanswered = Object.entries(requests).filter(([name]) => typeof known[name] !== 'object')
      const lacking = unanswered.map(([, { method }]) => NEEDS[method]).filter(each => !capabilities[each])
      if (lacking.length > 0) {
        throw new MissingRequiredClientCapabilityError({
          requiredCapabilities: Object.fromEntries(lacking.map(each => [each, {}])),
        })
      }
      if (unanswered.length > 0) {
        throw new Question(Object.fromEntries(unanswered), remember ? seal(known) : undefined)
      }
      return known
    },
    log: data => call.log('info', data),
    async progress(progress) {
      if (call._meta?.progressToken !== undefined) {
        const params = { progressToken: call._meta.progressToken, progress, total: 100 }
        await call.notify({ method: 'notifications/progress', params })
      }
    },
    changed: list => handler.notify[`${list}Changed`](),
    dropStream() {},
  }
}

/** What the client has answered so far, in a form that it can carry and not change. */
function seal(answers) {
  const text = JSON.stringify(answers)
  return `${Buffer.from(text).toString('base64url')}.${signature(text).toString('base64url')}`
}

function verify(state) {
  const [text, seen] = state.split('.').map(part => Buffer.from(part ?? '', 'base64url'))
  const right = signature(text)
  if (!seen || seen.length !== right.length || !timingSafeEqual(seen, right)) throw new Error('not the state that was given')
  return JSON.parse(text)
}

function signature(text) {
  return createHmac('sha256', key).update(text).digest()
}
