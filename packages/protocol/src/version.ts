// The version of the wire. A change of the wire without a new version fails `fingerprint.test.ts`.

/** Raised by one whenever bytes change their meaning; a line of history goes with it. */
export const PROTOCOL_VERSION = 1

export const PROTOCOL_HISTORY: readonly string[] = [
  '1 · 2026-11-22 · hello, welcome, rows, log, live, caught-up, refused, people, ephemeral, beat',
]
