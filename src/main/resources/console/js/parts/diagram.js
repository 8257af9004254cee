// Draws how routes lead to each other. The table of routes says the same in words.
import { svg } from '../dom.js'
import { layout } from './graph.js'

/** @param onPick is told which routes were clicked */
export function diagram(routes, onPick) {
  const { nodes, edges, width, height, alone } = layout(routes)
  const places = new Map(nodes.map(node => [node.id, node]))
  const lines = edges.map(edge => svg('path', { d: curve(places.get(edge.from), places.get(edge.to)), class: 'edge', 'data-from': edge.from, 'data-to': edge.to }))
  const boxes = nodes.map(node => svg('g', { class: `node ${stateOf(node.routes)}`, 'data-id': node.id, onclick: () => onPick(node.routes) },
    svg('title', null, `${node.label}: ${node.routes[0].description ?? ''}`),
    svg('rect', { x: node.x, y: node.y, width: node.width, height: node.height, rx: 5 }),
    svg('text', { x: node.x + 11, y: node.y + 15 }, node.label)))
  const element = svg('svg', {
    class: 'diagram',
    role: 'img',
    'aria-label': `How ${nodes.length} routes lead to each other in ${edges.length} ways; the table below says the same.`,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    onpointerover: event => light(event.target.closest?.('.node')?.dataset.id),
    onpointerleave: () => light(undefined),
  }, lines, boxes)
  return { element, alone }

  function light(id) {
    for (const line of lines) line.classList.toggle('lit', id !== undefined && (line.dataset.from === id || line.dataset.to === id))
  }
}

function curve(from, to) {
  const x1 = from.x + from.width
  const y1 = from.y + from.height / 2
  const y2 = to.y + to.height / 2
  // back to where it came from: around below
  if (to.x <= from.x) return `M${x1} ${y1} C${x1 + 50} ${y1 + 40} ${to.x - 50} ${y2 + 40} ${to.x} ${y2}`
  const bend = Math.min(120, Math.max(30, (to.x - x1) / 2))
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${to.x - bend} ${y2} ${to.x} ${y2}`
}

function stateOf(routes) {
  if (routes.some(route => route.state !== 'started')) return 'stopped'
  return routes.some(route => route.failed > 0) ? 'failing' : 'started'
}
