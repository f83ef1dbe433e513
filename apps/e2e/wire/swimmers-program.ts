// Many swimmers in a process of their own, so that the test's event loop does not limit them. Does what it is told and
// says after it how they are.

import { seededRandom } from './seeded-random.ts'
import { Swimmer } from './swimmer.ts'

export type Told =
  | { readonly kind: 'join'; readonly url: string; readonly count: number; readonly seed: number }
  | { readonly kind: 'forget' | 'submit' | 'tell' }

/** Of how many something is so, and what was drawn. */
export interface Swimming {
  readonly live: number
  readonly heardBeat: number
  readonly delays: readonly number[]
  readonly unsettled: number
  readonly lowestSeq: number
  readonly digests: readonly string[]
}

let swimmers: readonly Swimmer[] = []

function act(told: Told): void {
  if (told.kind === 'join') {
    const random = seededRandom(told.seed)
    swimmers = Array.from({ length: told.count }, () => new Swimmer(told.url, random))
  }
  for (const swimmer of swimmers) {
    if (told.kind === 'submit') swimmer.submit()
    if (told.kind !== 'forget') continue
    swimmer.beats = 0
    swimmer.delayMs = null
  }
}

function swimming(): Swimming {
  return {
    live: swimmers.filter(({ isLive }) => isLive).length,
    heardBeat: swimmers.filter(({ beats }) => beats > 0).length,
    delays: swimmers.flatMap(({ delayMs }) => (delayMs === null ? [] : [delayMs])),
    unsettled: swimmers.reduce((sum, { client }) => sum + client.unsettledCount, 0),
    lowestSeq: Math.min(...swimmers.map(({ client }) => client.seq)),
    digests: Array.from(new Set(swimmers.map(({ digest }) => digest))),
  }
}

process.once('disconnect', () => process.exit())
// Both ends of the channel are ours: nothing else is ever sent on it.
process.on('message', message => {
  act(message as Told)
  process.send?.(swimming())
})
