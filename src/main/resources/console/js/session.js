// Login by the authorization code flow with PKCE (RFC 7636). Tokens are in this tab's session storage and nowhere else.
const KEPT = 'gateway-console.tokens'
const BEGUN = 'gateway-console.login'
const EARLY_MS = 30_000

export class Session {
  #settings
  #tokens = null
  #timer = null
  #renewal = null
  #onEnd

  /** @param onEnd is told why when a login has ended */
  constructor(settings, onEnd) {
    this.#settings = settings.auth
    this.#onEnd = onEnd
    const kept = sessionStorage.getItem(KEPT)
    if (kept && this.needsLogin) this.#take(JSON.parse(kept))
  }

  /** Whether callers need a token at all. */
  get needsLogin() {
    return this.#settings.enabled
  }

  get loggedIn() {
    return !this.needsLogin || this.#tokens !== null
  }

  get canRenew() {
    return Boolean(this.#tokens?.refresh)
  }

  /** Who is logged in, as the token says; only to be shown. */
  get user() {
    if (!this.needsLogin) return { name: 'anonymous', admin: true, roles: [] }
    const claims = this.#tokens ? claimsOf(this.#tokens.access) : {}
    const roles = claims.realm_access?.roles ?? []
    return { name: claims.preferred_username ?? claims.sub ?? 'unknown', admin: roles.includes(this.#settings.admin_role), roles }
  }

  /** Returns a token that is good for a while, or null where nobody needs one. */
  async token(renew = false) {
    if (!this.needsLogin || !this.#tokens) return null
    if (renew || Date.now() > this.#tokens.renewAt) await this.#renew()
    return this.#tokens?.access ?? null
  }

  /** Sends the browser to the issuer. */
  async login() {
    if (!globalThis.crypto?.subtle) throw new Error('A login needs HTTPS, or the gateway on localhost.')
    const verifier = random(48)
    const state = random(24)
    sessionStorage.setItem(BEGUN, JSON.stringify({ verifier, state, hash: location.hash }))
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
    const address = new URL(this.#settings.authorization_endpoint)
    address.search = new URLSearchParams({
      response_type: 'code',
      client_id: this.#settings.client_id,
      redirect_uri: here(),
      scope: this.#settings.scope,
      state,
      code_challenge: base64url(new Uint8Array(digest)),
      code_challenge_method: 'S256',
    })
    location.assign(address)
  }

  /** Takes the browser back from the issuer, if that is where it comes from. */
  async comeBack() {
    const said = new URLSearchParams(location.search)
    if (!said.has('state')) return
    const begun = JSON.parse(sessionStorage.getItem(BEGUN) ?? 'null')
    sessionStorage.removeItem(BEGUN)
    history.replaceState(null, '', here() + (begun?.hash ?? ''))
    // somebody else's login must not become this one's (RFC 6749, section 10.12; RFC 9207)
    if (!begun || begun.state !== said.get('state')) throw new Error('This login was not begun here. Log in again.')
    if (said.has('iss') && said.get('iss') !== this.#settings.issuer) throw new Error('Another issuer answered the login.')
    if (said.has('error')) throw new Error(`The issuer refused the login: ${said.get('error_description') ?? said.get('error')}`)
    this.#keep(await this.#ask({ grant_type: 'authorization_code', code: said.get('code'), redirect_uri: here(), code_verifier: begun.verifier }))
  }

  /** Forgets the tokens and logs out at the issuer too. */
  logout() {
    const id = this.#tokens?.id
    this.#forget()
    const address = new URL(this.#settings.end_session_endpoint)
    address.search = new URLSearchParams({
      client_id: this.#settings.client_id,
      post_logout_redirect_uri: here(),
      ...(id ? { id_token_hint: id } : {}),
    })
    location.assign(address)
  }

  /** Forgets the tokens, and says why. */
  end(why) {
    if (!this.#tokens) return
    this.#forget()
    this.#onEnd(why)
  }

  /** Requests that come together are renewed together: a refresh token may be good only once. */
  #renew() {
    this.#renewal ??= this.#refresh().finally(() => (this.#renewal = null))
    return this.#renewal
  }

  async #refresh() {
    if (!this.canRenew) return this.end('Your login has ended. Log in again.')
    try {
      this.#keep(await this.#ask({ grant_type: 'refresh_token', refresh_token: this.#tokens.refresh }))
    } catch (error) {
      // an issuer that is away says nothing about the login
      if (error.refused || Date.now() > this.#tokens.ends) this.end('Your login has ended. Log in again.')
    }
  }

  async #ask(form) {
    const response = await fetch(this.#settings.token_endpoint, {
      method: 'POST',
      credentials: 'omit',
      cache: 'no-store',
      body: new URLSearchParams({ client_id: this.#settings.client_id, ...form }),
    }).catch(() => {
      throw new Error(`The issuer ${this.#settings.issuer} does not answer this page.`)
    })
    const said = await response.json().catch(() => ({}))
    if (!response.ok) throw Object.assign(new Error(`The issuer gave no token: ${said.error_description ?? said.error ?? response.status}`), { refused: response.status < 500 })
    return said
  }

  #keep(said) {
    const life = said.expires_in * 1000
    const tokens = {
      access: said.access_token,
      refresh: said.refresh_token,
      id: said.id_token ?? this.#tokens?.id,
      ends: Date.now() + life,
      renewAt: Date.now() + life - Math.min(EARLY_MS, life / 2),
    }
    sessionStorage.setItem(KEPT, JSON.stringify(tokens))
    this.#take(tokens)
  }

  #take(tokens) {
    this.#tokens = tokens
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#renew(), Math.max(0, tokens.renewAt - Date.now()))
  }

  #forget() {
    clearTimeout(this.#timer)
    this.#tokens = null
    sessionStorage.removeItem(KEPT)
  }
}

/** The page's own address, where the issuer sends the browser back to. */
const here = () => location.origin + location.pathname

const random = bytes => base64url(crypto.getRandomValues(new Uint8Array(bytes)))

const base64url = bytes => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

function claimsOf(token) {
  try {
    const bytes = Uint8Array.from(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0))
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return {}
  }
}
