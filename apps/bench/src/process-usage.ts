// What this process has used, as it tells whoever measures it.

import { setTimeout as sleep } from 'node:timers/promises'

export interface Usage {
  /** Of all its threads since it began. */
  readonly cpuSeconds: number
  readonly rssBytes: number
  /** JavaScript objects and what they hold outside the heap. */
  readonly heapBytes: number
}

export function usage(): Usage {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { cpuSeconds: (user + system) / 1e6, rssBytes: rss, heapBytes: heapUsed + external }
}

/** After collections of garbage: what is really held. Needs Node's --expose-gc. */
export async function heldUsage(): Promise<Usage> {
  if (globalThis.gc === undefined) throw new Error('this process has no --expose-gc')
  // What one collection only makes ready to be freed, the next ones free.
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc()
    await sleep(100)
  }
  return usage()
}
