// The version of the wire. A change of the wire without a new version fails `fingerprint.test.ts`.

/** Raised by one whenever bytes change their meaning; a line of history goes with it. */
export const PROTOCOL_VERSION = 3

export const PROTOCOL_HISTORY: readonly string[] = [
  '1 · 2026-11-22 · hello, welcome, rows, log, live, caught-up, refused, people, ephemeral, beat',
  '2 · 2026-11-22 · welcome and beat say that a board is full, a welcome that one comes from below the floor; ' +
    'a batch that is not ops is refused',
  '3 · 2026-11-23 · an object may be an erasure: ranges of its parent, a stroke, that are wiped out; ' +
    'the ephemeral kind laser',
]
