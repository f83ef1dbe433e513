// [G1][G6] The image: however it was come by, the same rows and the same digest at the same seq.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyBytes } from './body.ts'
import { bytesToHex } from './bytes.ts'
import { EMPTY_DIGEST, Image, type StateDigest, sameDigest } from './image.ts'
import { decodeOps, encodeOps } from './op-codec.ts'
import { type Row, rowHash } from './row.ts'
import { decodeRows, encodeRows } from './row-codec.ts'
import { applyBatch, type PlacedBatch, type RowTable } from './row-table.ts'
import { ROW_SAMPLES } from './samples.ts'
import { logArbitrary } from './testing/board-arbitraries.ts'

function folded(log: readonly PlacedBatch[], into = new Image()): Image {
  for (const batch of log) into.apply(batch)
  return into
}

/** A row with its body as text, so that two rows compare by what they say. */
const plain = ({ body, ...row }: Row) => ({ ...row, body: bytesToHex(bodyBytes(body)) })
const byId = (a: Row, b: Row): number => (a.id < b.id ? -1 : 1)
const rowsOf = (image: Image) => Array.from(image.all()).toSorted(byId).map(plain)

function digestFromScratch(rows: Iterable<Row>): StateDigest {
  let [a, b] = [0, 0]
  for (const hash of Array.from(rows, rowHash)) {
    a = (a + hash.a) >>> 0
    b = (b + hash.b) >>> 0
  }
  return { a, b }
}

/** The rows as a server's snapshot brings them: each chunk as it is when it is read. */
function snapshotWhile(log: readonly PlacedBatch[], from: number, perRow: number): Image {
  const server = folded(log.slice(0, from))
  const ids = Array.from(server.all(), ({ id }) => id)
  const joiner = new Image()
  let at = from
  for (const id of ids) {
    const row = server.get(id)
    if (row === null) throw new Error('a row never goes')
    for (const read of decodeRows(encodeRows([row]))) joiner.put(read)
    // Others draw on meanwhile.
    folded(log.slice(at, at + perRow), server)
    at = Math.min(at + perRow, log.length)
  }
  return joiner
}

describe('the fold of a log', () => {
  it('[G1] is the same whoever does it, from ops or from their bytes', () => {
    fc.assert(
      fc.property(logArbitrary, log => {
        const again = log.map(batch => ({ ...batch, ops: decodeOps(encodeOps(batch.ops)) }))
        const [one, two] = [folded(log), folded(again)]
        expect(rowsOf(two)).toEqual(rowsOf(one))
        expect(two.digest).toEqual(one.digest)
      }),
    )
  })

  it('[G6] equals the rows at any seq and the log behind it, rows read later included', () => {
    fc.assert(
      fc.property(logArbitrary, fc.nat(40), fc.nat(3), (log, cut, perRow) => {
        const from = Math.min(cut, log.length)
        const whole = folded(log)
        const joined = folded(log.slice(from), snapshotWhile(log, from, perRow))
        expect(rowsOf(joined)).toEqual(rowsOf(whole))
        expect(joined.digest).toEqual(whole.digest)
      }),
      { numRuns: 300 },
    )
  })

  it('is not disturbed by its newest batch coming again', () => {
    fc.assert(
      fc.property(logArbitrary, log => {
        const image = folded(log)
        const before = rowsOf(image)
        folded(log.slice(-1), image)
        expect(rowsOf(image)).toEqual(before)
      }),
    )
  })

  it('names the rows that changed, and no others', () => {
    fc.assert(
      fc.property(logArbitrary, log => {
        const image = new Image()
        for (const batch of log) {
          const before = new Map(Array.from(image.all(), row => [row.id, row]))
          const changed = image.apply(batch)
          for (const row of image.all()) {
            expect(row !== before.get(row.id)).toBe(changed.has(row.id))
            expect(row.seq === batch.seq).toBe(changed.has(row.id))
          }
        }
      }),
    )
  })
})

describe('the digest of the state [F5]', () => {
  it('is at each seq what the rows alone give', () => {
    fc.assert(
      fc.property(logArbitrary, log => {
        const image = new Image()
        for (const batch of log) {
          image.apply(batch)
          expect(image.digest).toEqual(digestFromScratch(image.all()))
        }
      }),
    )
  })

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(logArbitrary, fc.infiniteStream(fc.nat()), (log, order) => {
        const image = folded(log)
        const shuffled = Array.from(image.all(), row => ({ row, at: order.next().value ?? 0 }))
        const other = new Image()
        for (const { row } of shuffled.toSorted((a, b) => a.at - b.at)) other.put(row)
        expect(other.digest).toEqual(image.digest)
      }),
    )
  })

  it('of no rows is nothing, and of other rows another', () => {
    expect(new Image().digest).toEqual(EMPTY_DIGEST)
    const [one, two] = Object.values(ROW_SAMPLES)
    if (one === undefined || two === undefined) throw new Error('two samples')
    const [a, b] = [new Image(), new Image()]
    a.put(one)
    b.put(two)
    expect([sameDigest(a.digest, b.digest), sameDigest(a.digest, { ...a.digest })]).toEqual([
      false,
      true,
    ])
  })

  it('forgets the row that another takes the place of', () => {
    const { wet, finished } = ROW_SAMPLES
    if (wet === undefined || finished === undefined) throw new Error('two samples')
    const [direct, over] = [new Image(), new Image()]
    direct.put(finished)
    over.put(wet)
    over.put(finished)
    expect([over.size, over.digest]).toEqual([1, direct.digest])
  })
})

describe('rows as bytes [F6]', () => {
  it('keep their hash and all that they say', () => {
    fc.assert(
      fc.property(logArbitrary, log => {
        const rows = Array.from(folded(log).all())
        const read = decodeRows(encodeRows(rows))
        expect(read.map(plain)).toEqual(rows.map(plain))
        expect(read.map(rowHash)).toEqual(rows.map(rowHash))
      }),
    )
  })

  it('name each id once', () => {
    const row = ROW_SAMPLES.wet
    if (row === undefined) throw new Error('a sample')
    const rows = Array.from({ length: 1000 }, () => ({ ...row }))
    expect(encodeRows(rows).length / rows.length).toBeLessThan(20)
  })
})

describe('what a batch removed', () => {
  it('is found by the batch while it is gone by it, after a snapshot too', () => {
    fc.assert(
      fc.property(logArbitrary, log => {
        const image = folded(log)
        const joined = new Image()
        for (const row of decodeRows(encodeRows(image.all()))) joined.put(row)
        for (const { author, counter } of log) {
          const wanted = Array.from(image.all())
            .filter(({ gone }) => gone?.author === author && gone.counter === counter)
            .map(({ id }) => id)
            .toSorted()
          for (const each of [image, joined]) {
            const found = Array.from(each.goneBy({ author, counter }), ({ id }) => id)
            expect(found.toSorted()).toEqual(wanted)
          }
        }
      }),
    )
  })
})

/** A view over an image, as a client folds its own pending batches over what is confirmed. */
function viewOver(image: Image): RowTable {
  const over = new Map<Row['id'], Row>()
  const all = (): Row[] => Array.from(image.all(), row => over.get(row.id) ?? row)
  return {
    get: id => over.get(id) ?? image.get(id),
    put: row => {
      over.set(row.id, row)
    },
    all: () => [...all(), ...Array.from(over.values()).filter(({ id }) => image.get(id) === null)],
    *goneBy(ref) {
      for (const row of this.all())
        if (row.gone?.author === ref.author && row.gone.counter === ref.counter) yield row
    },
  }
}

describe('a view above an image', () => {
  it('folds as the image does, and leaves the image alone', () => {
    fc.assert(
      fc.property(logArbitrary, fc.nat(40), (log, cut) => {
        const image = folded(log.slice(0, cut))
        const { digest } = image
        const view = viewOver(image)
        for (const batch of log.slice(cut)) applyBatch(view, batch)
        expect(Array.from(view.all()).toSorted(byId).map(plain)).toEqual(rowsOf(folded(log)))
        expect(image.digest).toEqual(digest)
      }),
    )
  })
})
