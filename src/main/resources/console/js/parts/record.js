// One record of the audit trail, in a drawer.
import { h } from '../dom.js'
import { duration, exactTime } from '../format.js'
import { drawer } from './dialog.js'
import { jsonBlock } from './json.js'
import { state } from './notes.js'
import { statusOf } from './timeline.js'

const FACTS = [
  ['user', 'User'], ['action', 'Action'], ['tool_name', 'Tool'], ['resource_uri', 'Resource'], ['prompt_name', 'Prompt'], ['mcp_server', 'Server'],
  ['policy_decision', 'Policy'], ['response_status', 'HTTP status'], ['era', 'Era'], ['event_type', 'Event'], ['id', 'Record'], ['parent_id', 'Leg of'],
]

export function showRecord(record) {
  const dialog = drawer(record.tool_name ?? record.action ?? 'Record',
    h('p', { class: 'bar' }, state(statusOf(record), record.outcome ?? record.status ?? ''), h('span', null, exactTime(record.timestamp)), h('span', { class: 'muted' }, duration(record.duration_ms))),
    record.error ? h('p', { class: 'notice bad pre' }, record.error) : null,
    h('dl', { class: 'facts' },
      FACTS.filter(([name]) => record[name] !== undefined && record[name] !== null).map(([name, title]) => [h('dt', null, title), h('dd', { class: 'break' }, String(record[name]))]),
      record.mcp_servers ? [h('dt', null, 'Servers'), h('dd', null, record.mcp_servers.join(', '))] : null,
      record.request_id ? [h('dt', null, 'Request'), h('dd', { class: 'break' }, h('a', { href: `#/audit/request/${encodeURIComponent(record.request_id)}`, onclick: () => dialog.close() }, record.request_id))] : null),
    record.parameters === undefined ? null : h('section', null, h('h3', null, 'Parameters'), jsonBlock(record.parameters, 'Parameters')),
    h('section', null, h('h3', null, 'The whole record'), jsonBlock(record, 'The whole record')))
}
