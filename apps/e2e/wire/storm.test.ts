import { expect, it } from 'vitest'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { Swimmers } from './swimmers.ts'
import type { Swimming } from './swimmers-program.ts'

const CLIENTS = process.env['INKROOM_ALL'] ? 1000 : 300
/** Of those who come back in the same 100 ms. */
const MOST_IN_A_BIN = CLIENTS < 500 ? 25 : CLIENTS * 0.05
const BIN_MS = 100
/** Alone on a machine each wait takes seconds. */
const HANG_MS = 150_000

function fullestBin(delays: readonly number[]): number {
  const bins = new Map<number, number>()
  for (const delay of delays) {
    const bin = Math.floor(delay / BIN_MS)
    bins.set(bin, (bins.get(bin) ?? 0) + 1)
  }
  return Math.max(...bins.values())
}

it.each(['kill9', 'stop'] as const)(
  `[G9] [G4] ${CLIENTS} clients that lose the server at once (%s) draw delays that spread their return, and all come back with all they had`,
  async how => {
    // Beats come often, so that everyone soon knows the window that fits so many.
    const server = await ServerProcess.launch({
      PING_MS: '300-400',
      MAX_CONNECTIONS_PER_ADDRESS: '2000',
    })
    const swimmers = new Swimmers(CLIENTS)
    const all = (what: string, is: (swimming: Swimming) => boolean): Promise<Swimming> =>
      until(
        what,
        async () => {
          const swimming = await swimmers.all('tell')
          return is(swimming) ? swimming : null
        },
        HANG_MS,
      )
    try {
      await swimmers.join(server.socketUrl)
      await all('all are live', ({ live }) => live === CLIENTS)
      await swimmers.all('forget')
      await all('all heard of the window', ({ heardBeat }) => heardBeat === CLIENTS)
      await server[how]()
      const { delays } = await all('all noticed', each => each.delays.length === CLIENTS)
      // Drawn while nobody is there, it goes out when they are back.
      await swimmers.all('submit')
      await server.start()
      expect(fullestBin(delays)).toBeLessThanOrEqual(MOST_IN_A_BIN)
      await all('all are back', ({ live }) => live === CLIENTS)
      const { digests } = await all(
        'all have all',
        ({ lowestSeq, unsettled }) => lowestSeq === CLIENTS && unsettled === 0,
      )
      expect(digests).toHaveLength(1)
    } finally {
      swimmers.close()
      await server.dispose()
    }
  },
  5 * HANG_MS,
)
