// How long ago something was, in words of a language: 'yesterday', '3 hours ago'.

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const UNITS = [
  { unit: 'year', ms: 365 * DAY_MS },
  { unit: 'month', ms: 30 * DAY_MS },
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: MINUTE_MS },
] as const

/** Rounded down to the largest whole unit; a clock set back reads as now. */
export function timeAgo(timeMs: number, nowMs: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const elapsedMs = Math.max(0, nowMs - timeMs)
  const largest = UNITS.find(({ ms }) => elapsedMs >= ms)
  if (largest === undefined) return format.format(0, 'second')
  return format.format(-Math.floor(elapsedMs / largest.ms), largest.unit)
}
