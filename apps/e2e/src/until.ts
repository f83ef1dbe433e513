// Waits for something to become true by asking again, for at most a while. The one place with a timer of its own:
// tests wait for conditions and never for time.

import { setTimeout as wait } from 'node:timers/promises'

const ASK_EVERY_MS = 15
const GIVE_UP_AFTER_MS = 60_000

/** Resolves with the first answer that is neither null nor false; `what` is the sentence of the failure. */
export async function until<T>(
  what: string,
  ask: () => T | null | false | Promise<T | null | false>,
  giveUpAfterMs = GIVE_UP_AFTER_MS,
): Promise<T> {
  const endMs = performance.now() + giveUpAfterMs
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== false) return answer
    if (performance.now() > endMs) throw new Error(`not within ${giveUpAfterMs} ms: ${what}`)
    await wait(ASK_EVERY_MS)
  }
}
