// Server-sent events over fetch: EventSource cannot carry a token.
const PAUSES_MS = [500, 1000, 2000, 5000, 10_000]

/**
 * Follows a stream until it is ended, and connects again when it breaks.
 *
 * @param onEvent gets each event as {event, id, data}
 * @param onState gets "open", "lost" or a Refusal that no new attempt will mend
 * @returns what ends it
 */
export function follow(api, path, onEvent, onState) {
  const control = new AbortController()
  run()
  return () => control.abort()

  async function run() {
    let failures = 0
    while (!control.signal.aborted) {
      try {
        const response = await api.send('GET', path, { accept: 'text/event-stream', signal: control.signal })
        failures = 0
        onState('open')
        for await (const event of read(response.body)) onEvent(event)
      } catch (error) {
        if (control.signal.aborted) return
        if (error.status >= 400 && error.status < 500 && error.status !== 429) return onState(error)
      }
      if (control.signal.aborted) return
      onState('lost')
      await new Promise(done => setTimeout(done, PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)]))
    }
  }
}

/** Reads the events of a body (HTML, 9.2.6), of which comments are none. */
export async function* read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let event = {}
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop()
    for (const line of lines) {
      if (line === '') {
        if (event.data !== undefined) yield event
        event = {}
        continue
      }
      const colon = line.indexOf(':')
      if (colon === 0) continue
      const field = colon < 0 ? line : line.slice(0, colon)
      const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
      event[field] = field === 'data' && event.data !== undefined ? `${event.data}\n${text}` : text
    }
  }
}
