// What a call came to.
import { h } from '../dom.js'
import { duration, plural } from '../format.js'
import { jsonBlock, textBlock } from './json.js'
import { state } from './notes.js'
import { same } from './schema.js'

const IMAGES = /^image\/(png|jpeg|gif|webp)$/

/** Of one server. @param took milliseconds, as the page has measured them */
export function singleResult(answer, took) {
  return h('div', { class: 'result' },
    h('p', { class: 'bar' }, state(answer.success ? 'success' : 'error', answer.success ? 'success' : 'tool error'), h('strong', null, answer.mcp_server), times(answer.execution_time_ms, took)),
    contents(answer.result),
    whole(answer))
}

/** Of many servers. */
export function broadcastResult(answer, took) {
  const entries = [...Object.entries(answer.results ?? {}).map(([server, result]) => ({ server, result })), ...Object.entries(answer.errors ?? {}).map(([server, error]) => ({ server, error }))]
  const kind = answer.failed === 0 ? 'success' : answer.successful ? 'denied' : 'error'
  return h('div', { class: 'result' },
    h('p', { class: 'bar' }, state(kind, `${answer.successful} of ${plural(answer.total_servers, 'server')} answered`), times(answer.execution_time_ms, took)),
    answer.merged === undefined ? null : h('section', null, h('h4', null, 'Merged'), jsonBlock(answer.merged, 'Merged result')),
    entries.map(entry => h('details', { class: 'leg', open: entries.length <= 4 || entry.error !== undefined },
      h('summary', null, state(entry.error === undefined ? 'success' : 'error'), ' ', h('strong', null, entry.server)),
      entry.error === undefined ? contents(entry.result) : h('p', { class: 'bad pre' }, entry.error))),
    whole(answer))
}

/** Of a call that the gateway or a server refused. */
export function failure(error, took) {
  return h('div', { class: 'result' },
    h('p', { class: 'bar' }, state(error.denied ? 'denied' : 'error', error.denied ? 'denied' : 'failed'), h('span', { class: 'muted' }, [error.status || '', error.code].filter(Boolean).join(' · ')), times(undefined, took)),
    h('p', { class: 'bad pre' }, error.message))
}

function times(gateway, took) {
  return h('span', { class: 'muted' }, gateway === undefined ? duration(took) : `${duration(gateway)} at the gateway, ${duration(took)} in all`)
}

function contents(result) {
  if (!result || typeof result !== 'object') return textBlock(String(result), 'Result')
  const structured = result.structuredContent
  // a tool with structured content says the same as a text, for clients that know only texts (MCP, tools, structured content)
  const said = (result.content ?? []).filter(item => structured === undefined || item.type !== 'text' || !same(json(item.text), structured))
  const blocks = said.map((item, at) => content(item, `Content ${at + 1}`))
  return [
    blocks.length ? blocks : structured === undefined ? h('p', { class: 'muted' }, 'The tool said nothing.') : null,
    structured === undefined ? null : h('section', null, h('h4', null, 'Structured content'), jsonBlock(structured, 'Structured content')),
  ]
}

function content(item, label) {
  switch (item.type) {
    case 'text':
      return text(item.text ?? '', label)
    case 'image':
      return IMAGES.test(item.mimeType ?? '') ? h('img', { class: 'shown', src: `data:${item.mimeType};base64,${item.data}`, alt: `Image, ${item.mimeType}` }) : jsonBlock(item, label)
    case 'resource':
      return h('section', null, h('h4', { class: 'mono' }, item.resource?.uri ?? 'resource'), item.resource?.text === undefined ? jsonBlock(item.resource, label) : text(item.resource.text, label))
    default:
      return jsonBlock(item, label)
  }
}

/** Many tools say JSON in a text. */
function text(said, label) {
  const value = json(said)
  return value === undefined ? textBlock(said, label) : jsonBlock(value, label)
}

function json(said) {
  if (!/^\s*[[{]/.test(said)) return undefined
  try {
    return JSON.parse(said)
  } catch {
    return undefined
  }
}

const whole = answer => h('details', { class: 'whole' }, h('summary', null, 'The whole answer'), jsonBlock(answer, 'The whole answer'))
