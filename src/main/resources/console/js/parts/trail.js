// The records of the audit trail that the page knows: the past by pages, and what happens now by a stream, each once.
import { follow } from '../events.js'

const PAGE = 1000
const MOST = 5000
// what was in the journal but not yet in the table when the stream began is in the table by then
const CATCH_UP_MS = 2500

export class Trail {
  #api
  #changed
  #records = new Map()
  #stop = () => {}
  #turn = 0
  #next = null

  /** @param changed is told after each change, with the records that are new */
  constructor(api, changed) {
    this.#api = api
    this.#changed = changed
    this.state = 'connecting'
    this.refusal = null
  }

  /** The records, newest first. */
  get records() {
    return [...this.#records.values()].sort((one, other) => other.at - one.at).map(known => known.record)
  }

  /** Whether there are older ones that fit. */
  get hasOlder() {
    return this.#next !== null
  }

  /** Forgets all and begins again with other filters; `range` is how far back in milliseconds, or 0 for all. */
  begin(filters, range) {
    this.end()
    const turn = ++this.#turn
    const mine = act => (...given) => turn === this.#turn && act(...given)
    this.#records.clear()
    this.#next = null
    this.state = 'connecting'
    this.refusal = null
    this.filters = filters
    this.since = range ? new Date(Date.now() - range).toISOString() : undefined
    this.#changed([])
    this.#load(turn)
    const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value))
    const stop = follow(this.#api, `/audit/stream?${query}`,
      mine(event => this.#add(read(event))),
      mine(state => {
        this.state = typeof state === 'string' ? state : 'refused'
        if (this.state === 'refused') this.refusal ??= state
        if (this.state === 'open') catchUp = setTimeout(() => this.#load(turn), CATCH_UP_MS)
        this.#changed([])
      }))
    let catchUp
    this.#stop = () => {
      clearTimeout(catchUp)
      stop()
    }
  }

  end() {
    this.#turn++
    this.#stop()
    this.#stop = () => {}
  }

  /** Reads one page more. */
  async older() {
    await this.#load(this.#turn, this.#next)
  }

  async #load(turn, before) {
    try {
      const told = await this.#api.get('/audit', { ...this.filters, since: this.since, limit: PAGE, before })
      if (turn !== this.#turn) return
      const first = this.#records.size === 0
      if (before || first || this.#next === null) this.#next = told.next ?? null
      this.#add(told.records, !first && !before)
    } catch (error) {
      if (turn !== this.#turn) return
      this.refusal = error
      this.#changed([])
    }
  }

  /** @param news whether they have only now happened */
  #add(records, news = true) {
    const fresh = records.filter(record => record.id && !this.#records.has(record.id))
    for (const record of fresh) this.#records.set(record.id, { record, at: Date.parse(record.timestamp) || 0 })
    if (this.#records.size > MOST) {
      for (const record of this.records.slice(MOST)) this.#records.delete(record.id)
      // what was dropped can be had again only by another range
      this.#next = null
    }
    this.#changed(news ? fresh : [])
  }
}

function read(event) {
  if (event.event !== 'record') return []
  try {
    return [JSON.parse(event.data)]
  } catch {
    return []
  }
}
