// How routes lead to each other, and where each is drawn. Only computes; diagram.js draws.
const MOST_OF_A_KIND = 6
const LETTER = 6.7
const ROW = 30
const GAP = 74
const UPSTREAM = 'direct:upstream-'

/**
 * @param routes as GET /routes lists them: {id, from, to, ...}
 * @returns {nodes: [{id, label, routes, x, y, width, height}], edges: [{from, to}], width, height, alone: how many lead nowhere and are led to by none}
 */
export function layout(routes) {
  const { nodes, edges } = graph(routes)
  const linked = new Set(edges.flatMap(edge => [edge.from, edge.to]))
  const drawn = nodes.filter(node => linked.has(node.id))
  const columns = ordered(layered(drawn, edges), edges)
  let x = 8
  let height = 0
  const tallest = Math.max(...columns.map(column => column.length), 1)
  for (const column of columns) {
    const width = Math.max(...column.map(node => node.label.length)) * LETTER + 22
    const top = 8 + ((tallest - column.length) * ROW) / 2
    column.forEach((node, at) => Object.assign(node, { x, y: top + at * ROW, width: node.label.length * LETTER + 22, height: 22 }))
    height = Math.max(height, top + column.length * ROW)
    x += width + GAP
  }
  return { nodes: drawn, edges, width: x - GAP + 8, height: height + 8, alone: nodes.length - drawn.length }
}

/** Returns the address without slashes and options: direct://call?x=1 is direct:call. */
export const address = uri => String(uri ?? '').replace('://', ':').replace(/\?.*/, '')

/** Returns whether a message to this address, which may end with *, arrives at a route that begins there. */
export const leadsTo = (to, from) => (to.endsWith('*') ? from.startsWith(to.slice(0, -1)) : to === from)

function graph(routes) {
  const ways = routes.filter(route => address(route.from).startsWith(UPSTREAM))
  const folded = ways.length > MOST_OF_A_KIND ? ways : []
  const nodes = routes.filter(route => !folded.includes(route)).map(route => ({ id: route.id, label: route.id, routes: [route], from: address(route.from) }))
  if (folded.length) nodes.push({ id: 'upstream-*', label: `upstream-* (${folded.length})`, routes: folded, from: `${UPSTREAM}*` })
  const edges = new Map()
  for (const node of nodes) {
    for (const to of new Set(node.routes.flatMap(route => route.to ?? []))) {
      for (const other of nodes) {
        const met = leadsTo(to, other.from) || (other.from.endsWith('*') && leadsTo(other.from, to))
        if (met && other !== node) edges.set(`${node.id}\n${other.id}`, { from: node.id, to: other.id })
      }
    }
  }
  return { nodes, edges: [...edges.values()] }
}

/** Puts each node behind all that lead to it; an edge that closes a circle does not count. */
function layered(nodes, edges) {
  const out = new Map(nodes.map(node => [node.id, edges.filter(edge => edge.from === node.id).map(edge => edge.to)]))
  const depth = new Map(nodes.map(node => [node.id, 0]))
  const byId = new Map(nodes.map(node => [node.id, node]))
  const seen = new Map()
  const finished = []
  const circles = new Set()
  for (const node of nodes) visit(node.id)
  for (const id of finished.reverse()) {
    for (const next of out.get(id)) {
      if (!circles.has(`${id}\n${next}`)) depth.set(next, Math.max(depth.get(next), depth.get(id) + 1))
    }
  }
  // what begins a way stands right before what it leads to, not far off at the edge
  for (const node of nodes) {
    const next = out.get(node.id)
    const isFirst = !edges.some(edge => edge.to === node.id)
    if (isFirst && next.length) depth.set(node.id, Math.max(0, Math.min(...next.map(id => depth.get(id))) - 1))
  }
  const columns = []
  for (const [id, at] of depth) (columns[at] ??= []).push(byId.get(id))
  return columns.filter(Boolean)

  function visit(id) {
    if (seen.has(id)) return
    seen.set(id, 'open')
    for (const next of out.get(id)) {
      if (seen.get(next) === 'open') circles.add(`${id}\n${next}`)
      else visit(next)
    }
    seen.set(id, 'done')
    finished.push(id)
  }
}

/** Orders each column by where its neighbours stand, forth and back, so that lines cross less. */
function ordered(columns, edges) {
  const place = new Map()
  const note = () => columns.forEach(column => column.forEach((node, at) => place.set(node.id, (at + 0.5) / column.length)))
  columns.forEach(column => column.sort((one, other) => one.id.localeCompare(other.id)))
  note()
  for (let pass = 0; pass < 6; pass++) {
    for (const column of columns) {
      const mean = new Map(column.map(node => [node.id, middle(node)]))
      column.sort((one, other) => mean.get(one.id) - mean.get(other.id) || one.id.localeCompare(other.id))
      note()
    }
  }
  return columns

  function middle(node) {
    const near = edges.flatMap(edge => (edge.from === node.id ? [edge.to] : edge.to === node.id ? [edge.from] : [])).map(id => place.get(id))
    return near.length ? near.reduce((sum, at) => sum + at, 0) / near.length : place.get(node.id)
  }
}
