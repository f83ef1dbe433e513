// What holds whatever pages do, and in whatever order.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { turn, Visits } from '../testing/visits.ts'

const anyStep = fc.oneof(
  { weight: 8, arbitrary: fc.constant('submit' as const) },
  { weight: 3, arbitrary: fc.constant('run' as const) },
  { weight: 2, arbitrary: fc.constant('serve' as const) },
  { weight: 3, arbitrary: fc.constant('wait' as const) },
  { weight: 2, arbitrary: fc.constant('cut' as const) },
  { weight: 2, arbitrary: fc.constant('reload' as const) },
  { weight: 1, arbitrary: fc.constant('duplicate' as const) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
  { weight: 1, arbitrary: fc.constant('floor' as const) },
  { weight: 2, arbitrary: fc.constant('crash' as const) },
  { weight: 1, arbitrary: fc.constant('fill' as const) },
)
const anyScheduled = fc.record({ step: anyStep, who: fc.nat(2) })

describe('any schedule', () => {
  it('[G2] [G4] ends with each batch in the log once, or refused, in its author’s order', async () => {
    const property = fc.asyncProperty(
      fc.array(anyScheduled, { maxLength: 60, size: 'max' }),
      async schedule => {
        const visits = new Visits()
        visits.server.rowsPerChunk = 2
        visits.server.refuse = ([op]) =>
          op?.kind === 'create' && op.n % 5 === 0 ? 'forbidden' : null
        const submitted: string[] = []
        let drawn = 0
        visits.open()
        for (const { step, who } of schedule) {
          const pages = Array.from(visits.pages)
          const page = pages[who % pages.length]
          if (page === undefined) throw new Error('there is always a page')
          const { board } = page
          if (step === 'submit') {
            submitted.push(`${board.client.author}-${board.submit((drawn += 1))}`)
          }
          if (step === 'run') await visits.run()
          if (step === 'serve') for (const link of visits.links) visits.server.serve(link)
          if (step === 'wait') {
            visits.clock.advance(400)
            // A store answers also where the network does not.
            await turn()
          }
          if (step === 'cut') for (const link of board.network.links) link.drop()
          if (step === 'fill') page.isFull = !page.isFull
          // What is called kept is there, however the page ends.
          if (step === 'crash' && board.client.unkeptCount === 0) {
            page.crash()
            visits.open()
          }
          if (step === 'reload' && !page.isFull) {
            page.quit()
            visits.open()
          }
          if (step === 'duplicate' && pages.length < 3) visits.open()
          if (step === 'restart') visits.restartServer()
          if (step === 'floor') visits.server.floor = visits.server.log.length
        }
        for (const page of visits.pages) page.isFull = false
        await visits.calm()
        visits.open()
        await visits.calm()
        const refused = visits.server.refusedOf()
        const inLog = visits.server.log.map(({ author, counter }) => `${author}-${counter}`)
        expect(new Set(inLog).size).toBe(inLog.length)
        expect([...inLog, ...refused].toSorted()).toEqual(submitted.toSorted())
        for (const { board } of visits.pages) {
          expect(board.kind).toBe('live')
          expect(board.isSame).toBe(true)
          expect(board.client.unsettledCount).toBe(0)
          expect(board.replica.adopted.size).toBe(0)
          expect(board.told.error).toEqual([])
        }
        expect(await visits.store.load()).toEqual([])
        const newest = new Map<string, number>()
        for (const { author, counter } of visits.server.log) {
          expect(counter).toBeGreaterThan(newest.get(author) ?? 0)
          newest.set(author, counter)
        }
      },
    )
    await fc.assert(property, { numRuns: 100 })
  })
})
