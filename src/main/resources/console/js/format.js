// How numbers, times and JSON are written.
const whole = new Intl.NumberFormat('en')
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' })

export const count = value => (value === undefined || value === null ? '–' : whole.format(value))

/** Writes a duration given in milliseconds. */
export function duration(ms) {
  if (ms === undefined || ms === null) return '–'
  if (ms === 0) return '0 ms'
  if (ms < 10) return `${ms.toFixed(1)} ms`
  if (ms < 10_000) return `${whole.format(Math.round(ms))} ms`
  return `${(ms / 1000).toFixed(1)} s`
}

/** Writes the time of day of an instant, with the day unless that is today. */
export function time(instant) {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return String(instant)
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : day.format(date)
}

/** Writes an instant with its milliseconds, in the time of the person who looks. */
export function exactTime(instant) {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return String(instant)
  return `${time(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

export const pretty = value => JSON.stringify(value, null, 2)

export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`

/** Returns the last part of an id that is too long to read. */
export const short = text => (text && text.length > 12 ? `…${text.slice(-8)}` : text)
