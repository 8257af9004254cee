// Elements are made by these functions and by nothing else: whatever a server says becomes a text node, never markup.
const SVG = 'http://www.w3.org/2000/svg'
const TEXT_ATTRIBUTES = /^(aria-|data-|role$|for$|list$|colspan$|rowspan$|form$)/

/**
 * Makes an element: h('button', {class: 'x', onclick: f}, 'text', another, null).
 * Properties that begin with "on" are listeners; null, undefined and false leave an attribute or a child out.
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (name === 'class') element.className = value
    else if (TEXT_ATTRIBUTES.test(name)) element.setAttribute(name, value)
    else if (name in element) element[name] = value
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...present(children))
  return element
}

/** Makes an SVG element; all of its properties are attributes, and a class is a class. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value)
  }
  element.append(...present(children))
  return element
}

/** Replaces what is in an element. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children))
  return element
}

function present(children) {
  return children.flat(3).filter(child => child !== null && child !== undefined && child !== false)
}

let ids = 0

/** Returns an id that no other element has. */
export const freshId = prefix => `${prefix}-${++ids}`

/** Tells people who do not see the page what has happened. */
export function announce(text) {
  const live = document.getElementById('live')
  live.textContent = ''
  requestAnimationFrame(() => (live.textContent = text))
}

/** Calls a function now and every so often, while the page can be seen; returns what ends that. */
export function whileVisible(milliseconds, act) {
  let timer = null
  let ended = false
  const turn = async () => {
    clearTimeout(timer)
    if (ended || document.hidden) return
    await act()
    if (!ended) timer = setTimeout(turn, milliseconds)
  }
  document.addEventListener('visibilitychange', turn)
  turn()
  return () => {
    ended = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', turn)
  }
}
