// What everything-legacy.mjs and everything-modern.mjs offer: the tools, prompts and resources that the official conformance
// suite asks for by name, written once. How a server asks its client something is the only thing the eras do differently, so
// each server passes a `peer`:
//   ask(requests, { remember })  sends { key: { method, params } } all at once and returns { key: response }
//   log(data), progress(done)    notifications on the stream of the call
//   capabilities                 what the client declared
//   changed(list)                tells every client that 'tools' or 'prompts' changed
//   dropStream()                 ends the stream of the call, whose client then comes back for the rest
import { setTimeout as pause } from 'node:timers/promises'

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
const SILENCE = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA=='

const changing = { tools: false, prompts: false }

export const info = { name: 'everything', version: '1.0.0' }
export const instructions = 'A server for tests. Its tools do what their names say.'
export const capabilities = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  completions: {},
  logging: {},
}

export class Refusal extends Error {
  constructor(code, message, data) {
    super(message)
    this.code = code
    this.data = data
  }
}

export const text = (...lines) => ({ content: lines.map(line => ({ type: 'text', text: line })) })
const image = { type: 'image', data: PIXEL, mimeType: 'image/png' }
const user = content => ({ role: 'user', content })

export const elicit = (message, properties, required = Object.keys(properties)) => ({
  method: 'elicitation/create',
  params: { mode: 'form', message, requestedSchema: { type: 'object', properties, required } },
})
const sample = (question, maxTokens = 100) => ({
  method: 'sampling/createMessage',
  params: { messages: [user({ type: 'text', text: question })], maxTokens },
})
const roots = { method: 'roots/list' }

const answered = ({ action, content }) => `action=${action}, content=${JSON.stringify(content ?? {})}`
const said = ({ content }) => (Array.isArray(content) ? content : [content]).map(block => block.text).join('')

const string = { type: 'string' }
const choices = ['option1', 'option2', 'option3']
const titled = word => [1, 2, 3].map(n => ({ const: `value${n}`, title: `${word} ${n}` }))

const tools = [
  {
    name: 'test_simple_text',
    call: () => text('This is a simple text response for testing.'),
  },
  {
    name: 'test_image_content',
    call: () => ({ content: [image] }),
  },
  {
    name: 'test_audio_content',
    call: () => ({ content: [{ type: 'audio', data: SILENCE, mimeType: 'audio/wav' }] }),
  },
  {
    name: 'test_embedded_resource',
    call: () => ({
      content: [embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
    }),
  },
  {
    name: 'test_multiple_content_types',
    call: () => ({
      content: [
        ...text('Multiple content types test:').content,
        image,
        embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
      ],
    }),
  },
  {
    name: 'test_error_handling',
    call: () => ({ ...text('This tool intentionally returns an error for testing'), isError: true }),
  },
  {
    name: 'test_tool_with_logging',
    async call(_, peer) {
      await peer.log('Tool execution started')
      await pause(50)
      await peer.log('Tool processing data')
      await pause(50)
      await peer.log('Tool execution completed')
      return text('Logged three times.')
    },
  },
  {
    name: 'test_logging_tool',
    async call(_, peer) {
      await peer.log('This is heard by who asked for it')
      return text('Logged once.')
    },
  },
  {
    name: 'test_tool_with_progress',
    async call(_, peer) {
      for (const done of [0, 50, 100]) {
        await peer.progress(done)
        await pause(50)
      }
      return text('Done.')
    },
  },
  {
    name: 'test_reconnection',
    async call(_, peer) {
      await pause(50)
      peer.dropStream()
      await pause(150)
      return text('Said after the stream was dropped.')
    },
  },
  {
    name: 'test_sampling',
    properties: { prompt: string },
    call: async ({ prompt }, peer) => text(`LLM response: ${said((await peer.ask({ reply: sample(prompt) })).reply)}`),
  },
  {
    name: 'test_elicitation',
    properties: { message: string },
    async call({ message }, peer) {
      const { details } = await peer.ask({
        details: elicit(message, {
          username: { type: 'string', description: "User's response" },
          email: { type: 'string', description: "User's email address" },
        }),
      })
      return text(`User response: ${answered(details)}`)
    },
  },
  {
    name: 'test_elicitation_sep1034_defaults',
    async call(_, peer) {
      const { person } = await peer.ask({
        person: elicit(
          'Check the values',
          {
            name: { type: 'string', default: 'John Doe' },
            age: { type: 'integer', default: 30 },
            score: { type: 'number', default: 95.5 },
            status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
            verified: { type: 'boolean', default: true },
          },
          [],
        ),
      })
      return text(`Elicitation completed: ${answered(person)}`)
    },
  },
  {
    name: 'test_elicitation_sep1330_enums',
    async call(_, peer) {
      const { chosen } = await peer.ask({
        chosen: elicit(
          'Choose',
          {
            untitledSingle: { type: 'string', enum: choices },
            titledSingle: { type: 'string', oneOf: titled('Option') },
            legacyEnum: {
              type: 'string',
              enum: ['opt1', 'opt2', 'opt3'],
              enumNames: ['Option One', 'Option Two', 'Option Three'],
            },
            untitledMulti: { type: 'array', items: { type: 'string', enum: choices } },
            titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
          },
          [],
        ),
      })
      return text(`Elicitation completed: ${answered(chosen)}`)
    },
  },
  {
    name: 'json_schema_2020_12_tool',
    inputSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      $defs: { address: { $anchor: 'addressDef', type: 'object', properties: { street: string, city: string } } },
      properties: {
        name: string,
        address: { $ref: '#/$defs/address' },
        contactMethod: { type: 'string', enum: ['phone', 'email'] },
        phone: string,
        email: string,
      },
      allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
      if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
      then: { required: ['phone'] },
      else: { required: ['email'] },
      additionalProperties: false,
    },
    call: args => text(`Called with ${JSON.stringify(args)}`),
  },
  {
    name: 'test_x_mcp_header',
    properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
    call: ({ region }) => text(`Region: ${region}`),
  },
  {
    // Asks although the client may not have said that it can: what happens then is for the protocol to decide.
    name: 'test_missing_capability',
    call: async (_, peer) => text(said((await peer.ask({ reply: sample('Can you hear me?') })).reply)),
  },
  {
    name: 'test_streaming_elicitation',
    async call(_, peer) {
      await peer.progress(50)
      const { sure } = await peer.ask({ sure: elicit('Shall the stream go on?', { go: { type: 'boolean' } }) })
      await peer.progress(100)
      return text(`Stream ended: ${answered(sure)}`)
    },
  },
  trigger('tools', 'test_trigger_tool_change'),
  trigger('prompts', 'test_trigger_prompt_change'),
  {
    name: 'test_input_required_result_elicitation',
    async call(_, peer) {
      const { user_name } = await peer.ask({ user_name: elicit('What is your name?', { name: string }) })
      return text(`Hello, ${user_name.content?.name}!`)
    },
  },
  {
    name: 'test_input_required_result_sampling',
    call: async (_, peer) =>
      text(said((await peer.ask({ capital_question: sample('What is the capital of France?') })).capital_question)),
  },
  {
    name: 'test_input_required_result_list_roots',
    async call(_, peer) {
      const { client_roots } = await peer.ask({ client_roots: roots })
      return text(`Roots: ${client_roots.roots.map(root => root.uri).join(', ')}`)
    },
  },
  {
    name: 'test_input_required_result_request_state',
    call: confirmed('state-ok'),
  },
  {
    name: 'test_input_required_result_tampered_state',
    call: confirmed('The state is the one that was given.'),
  },
  {
    name: 'test_input_required_result_multiple_inputs',
    async call(_, peer) {
      const { user_name, greeting, client_roots } = await peer.ask(
        {
          user_name: elicit('What is your name?', { name: string }),
          greeting: sample('Generate a greeting', 50),
          client_roots: roots,
        },
        { remember: true },
      )
      return text(`${said(greeting)} ${user_name.content?.name}, with ${client_roots.roots.length} roots`)
    },
  },
  {
    name: 'test_input_required_result_multi_round',
    async call(_, peer) {
      const remember = { remember: true }
      const { step1 } = await peer.ask({ step1: elicit('Step 1: What is your name?', { name: string }) }, remember)
      const { step2 } = await peer.ask(
        { step2: elicit('Step 2: What is your favorite color?', { color: string }) },
        remember,
      )
      return text(`${step1.content?.name} likes ${step2.content?.color}`)
    },
  },
  {
    name: 'test_input_required_result_capabilities',
    async call(_, peer) {
      const { elicitation, sampling } = peer.capabilities
      const replies = await peer.ask({
        ...(sampling && { thought: sample('Say something') }),
        ...(elicitation && { sure: elicit('Are you sure?', { ok: { type: 'boolean' } }) }),
      })
      return text(`Answered: ${Object.keys(replies).sort().join(', ')}`)
    },
  },
]

const prompts = [
  {
    name: 'test_simple_prompt',
    get: () => [user({ type: 'text', text: 'This is a simple prompt for testing.' })],
  },
  {
    name: 'test_prompt_with_arguments',
    arguments: required('arg1', 'arg2'),
    get: ({ arg1, arg2 }) => [user({ type: 'text', text: `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'` })],
  },
  {
    name: 'test_prompt_with_embedded_resource',
    arguments: required('resourceUri'),
    get: ({ resourceUri }) => [
      user(embedded(resourceUri, 'text/plain', 'Embedded resource content for testing.')),
      user({ type: 'text', text: 'Please process the embedded resource above.' }),
    ],
  },
  {
    name: 'test_prompt_with_image',
    get: () => [user(image), user({ type: 'text', text: 'Please analyze the image above.' })],
  },
  {
    name: 'test_input_required_result_prompt',
    async get(_, peer) {
      const { user_context } = await peer.ask({
        user_context: elicit('What context should the prompt use?', { context: string }),
      })
      return [user({ type: 'text', text: `In the context of ${user_context.content?.context}` })]
    },
  },
]

const addedTool = { name: 'test_added_tool', call: () => text('This tool was added.') }
const addedPrompt = {
  name: 'test_added_prompt',
  get: () => [user({ type: 'text', text: 'This prompt was added.' })],
}

const resources = {
  'test://static-text': ['text/plain', 'This is the content of the static text resource.'],
  'test://static-binary': ['image/png', PIXEL],
  'test://watched-resource': ['text/plain', 'This resource can be watched.'],
}
const template = 'test://template/{id}/data'

export const listTools = () => ({ tools: present('tools').map(described) })

export const described = ({ name, properties = {}, inputSchema }) => ({
  name,
  description: `A tool for tests: ${name.replaceAll('_', ' ')}`,
  inputSchema: inputSchema ?? { type: 'object', properties, required: Object.keys(properties) },
})

export async function callTool({ name, arguments: args = {} }, peer) {
  const tool = present('tools').find(each => each.name === name)
  if (!tool) throw new Refusal(-32602, `Unknown tool: ${name}`)
  return tool.call(args, peer)
}

export const listPrompts = () => ({
  prompts: present('prompts').map(({ name, arguments: args }) => ({
    name,
    description: `A prompt for tests: ${name.replaceAll('_', ' ')}`,
    ...(args && { arguments: args }),
  })),
})

export async function getPrompt({ name, arguments: args = {} }, peer) {
  const prompt = present('prompts').find(each => each.name === name)
  if (!prompt) throw new Refusal(-32602, `Unknown prompt: ${name}`)
  return { description: prompt.name, messages: await prompt.get(args, peer) }
}

export const listResources = () => ({
  resources: Object.entries(resources).map(([uri, [mimeType]]) => ({
    uri,
    name: uri.replace('test://', ''),
    description: `A resource for tests at ${uri}`,
    mimeType,
  })),
})

export const listTemplates = () => ({
  resourceTemplates: [
    { uriTemplate: template, name: 'data', description: 'A template for tests', mimeType: 'application/json' },
  ],
})

/** Reads a resource; `unknownResource` is the code of the era for a URI that leads nowhere. */
export function readResource({ uri }, unknownResource) {
  const [, id] = /^test:\/\/template\/([^/]+)\/data$/.exec(uri) ?? []
  const [mimeType, content] = id
    ? ['application/json', JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` })]
    : (resources[uri] ?? [])
  if (!mimeType) throw new Refusal(unknownResource, 'Resource not found', { uri })
  return { contents: [{ uri, mimeType, [mimeType === 'image/png' ? 'blob' : 'text']: content }] }
}

export function complete({ argument }) {
  const values = ['paris', 'park', 'party', 'test'].filter(word => word.startsWith(argument.value))
  return { completion: { values, total: values.length, hasMore: false } }
}

function embedded(uri, mimeType, content) {
  return { type: 'resource', resource: { uri, mimeType, text: content } }
}

function required(...names) {
  return names.map(name => ({ name, description: `The value of ${name}`, required: true }))
}

function confirmed(sentence) {
  return async (_, peer) => {
    const { confirm } = await peer.ask(
      { confirm: elicit('Please confirm', { ok: { type: 'boolean' } }) },
      { remember: true },
    )
    return text(`${sentence} (${answered(confirm)})`)
  }
}

function trigger(list, name) {
  return {
    name,
    async call(_, peer) {
      changing[list] = !changing[list]
      await peer.changed(list)
      return text(`The list of ${list} has changed.`)
    },
  }
}

/** The list as it is now: what a trigger has added comes last, and goes with the next trigger. */
function present(kind) {
  const [always, sometimes] = { tools: [tools, addedTool], prompts: [prompts, addedPrompt] }[kind]
  return changing[kind] ? [...always, sometimes] : always
}
