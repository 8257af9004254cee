// Requests to the gateway. Each carries the token of whoever is logged in.
const BASE = new URL('..', new URL('.', document.baseURI))

/** An answer that is no good one: its status, the gateway's code, and its words. */
export class Refusal extends Error {
  constructor(status, code, detail) {
    super(detail)
    this.status = status
    this.code = code
  }

  /** Whether the caller lacks a role. */
  get denied() {
    return this.status === 403
  }
}

export class Api {
  constructor(session) {
    this.session = session
  }

  get(path, query, signal) {
    return this.json('GET', path + search(query), undefined, signal)
  }

  post(path, body, query) {
    return this.json('POST', path + search(query), body)
  }

  /** Returns the response to a request, a good one; a token that was just refused is renewed once. */
  async send(method, path, { body, accept = 'application/json', signal } = {}) {
    let response
    for (let attempt = 0; attempt < 2; attempt++) {
      const token = await this.session.token(attempt > 0)
      try {
        response = await fetch(new URL(path.replace(/^\//, ''), BASE), {
          method,
          signal,
          cache: 'no-store',
          credentials: 'omit',
          redirect: 'error',
          headers: {
            Accept: accept,
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...(token ? { Authorization: `Bearer ${token}` } : {}),
          },
          body: body === undefined ? undefined : JSON.stringify(body),
        })
      } catch (error) {
        if (error.name === 'AbortError') throw error
        throw new Refusal(0, 'unreachable', 'the gateway does not answer')
      }
      if (response.status !== 401 || !this.session.canRenew) break
    }
    if (response.ok) return response
    if (response.status === 401) this.session.end('The gateway no longer takes your token. Log in again.')
    throw await refusal(response)
  }

  async json(method, path, body, signal) {
    const response = await this.send(method, path, { body, signal })
    return response.status === 204 ? null : response.json()
  }
}

async function refusal(response) {
  try {
    const said = await response.json()
    return new Refusal(response.status, said.code ?? '', said.detail ?? `status ${response.status}`)
  } catch {
    return new Refusal(response.status, '', `status ${response.status}`)
  }
}

function search(query) {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return given.length ? `?${new URLSearchParams(given)}` : ''
}
