// What Kaoto draws of a file: the names it gives the nodes of a flow, each the path to a step.
const FLOWS = { route: 'route', routeConfiguration: 'routeConfiguration', onException: 'onException', from: 'from' }
/** What Kaoto keeps in a file and has no picture of in the canvas; `rest` has a form of its own. */
export const KEPT = ['routeTemplate', 'rest', 'restConfiguration']

function* below(value, path) {
  if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) {
      if (path.endsWith('.steps')) yield* step(one, `${path}.${i}`)
      else if (one && typeof one === 'object') yield* branch(one, `${path}.${i}`)
    }
  } else if (value && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) {
      if (key === 'otherwise' || key === 'doFinally' || key === 'onFallback') yield* branch(one, `${path}.${key}`)
      else yield* below(one, `${path}.${key}`)
    }
  }
}

/** A branch such as `when` is a group; `onException` of a configuration names itself once more. */
function* branch(value, path) {
  if (value.onException) yield* branch(value.onException, `${path}.onException`)
  else if (value.steps) {
    yield path
    yield* below(value, path)
  }
}

function* step(one, path) {
  for (const [name, value] of Object.entries(one)) {
    yield `${path}.${name}`
    yield* below(value, `${path}.${name}`)
  }
}

function* flow(name, value) {
  yield name
  if (value.from) yield `${name}.from`
  yield* below(value, name)
}

/** The paths of all nodes of a file's flows, sorted; a file of several flows has the same path several times. */
export function expected(file) {
  if (file.kind === 'Kamelet') return [...flow('template', file.spec.template)].sort()
  const nodes = file.flatMap(part => Object.entries(part)).filter(([name]) => !KEPT.includes(name))
  for (const [name] of nodes) if (!FLOWS[name]) throw new Error(`no flow is known by the name ${name}`)
  return nodes.flatMap(([name, value]) => [...flow(name, value)]).sort()
}
