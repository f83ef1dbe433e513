import { inflateRawSync } from 'node:zlib'
import {
  AuthorTable,
  authorIdOf,
  decodeDown,
  decodeRows,
  Image,
  limits,
  type ObjectId,
  type Op,
  objectIdOf,
  type PlacedBatch,
  personIdOf,
  type Row,
} from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyOf, create, extend, remove, restore, set } from '../testing/ops.ts'
import { keyOf } from '../testing/wire-client.ts'
import { BlockFrames } from './block-frames.ts'
import { SnapshotBlocks } from './snapshot-blocks.ts'
import { interlaced, SnapshotWalk } from './snapshot-walk.ts'

const AUTHORS = [1, 2].map(n => ({
  author: authorIdOf(keyOf(n)),
  person: personIdOf(keyOf(n + 100)),
}))

interface Decoded {
  readonly rows: Row[]
  readonly rawBytes: number
  readonly compressed: boolean
}

function decode(frame: Uint8Array): Decoded {
  const rows = decodeDown(frame, new AuthorTable())
  if (rows.type !== 'rows') throw new Error('not rows')
  const raw = rows.compressed ? inflateRawSync(rows.payload) : rows.payload
  return { rows: decodeRows(raw), rawBytes: rows.rawBytes, compressed: rows.compressed }
}

async function nextFrames(walk: SnapshotWalk): Promise<readonly Uint8Array[] | null> {
  const step = walk.next()
  return step instanceof BlockFrames ? step.promise : step
}

async function walkAll(walk: SnapshotWalk): Promise<Decoded[]> {
  const all: Decoded[] = []
  for (let frames = await nextFrames(walk); frames !== null; frames = await nextFrames(walk)) {
    all.push(...frames.map(decode))
  }
  return all
}

/** A room without its connections. */
class Board {
  readonly image = new Image()
  readonly blocks = new SnapshotBlocks(this.image)
  readonly log: PlacedBatch[] = []
  private readonly counters = new Map<string, number>()

  apply(ops: readonly Op[], who = 0): void {
    const { author, person } = AUTHORS[who] ?? { author: '' as never, person: '' as never }
    const counter = (this.counters.get(author) ?? 0) + 1
    this.counters.set(author, counter)
    const batch: PlacedBatch = { author, person, counter, seq: this.log.length + 1, ops }
    this.log.push(batch)
    for (const id of this.image.apply(batch)) this.blocks.change(id)
  }
}

const idOf = (n: number, who = 0): ObjectId => objectIdOf(AUTHORS[who]?.author ?? ('' as never), n)

// What may happen, over few objects so that it happens to the same ones.
const opArbitrary = fc.oneof(
  fc.record({
    kind: fc.constant('create' as const),
    n: fc.nat(6),
    last: fc.boolean(),
    size: fc.nat(40_000),
  }),
  fc.record({ kind: fc.constant('extend' as const), n: fc.nat(6), last: fc.boolean() }),
  fc.record({ kind: fc.constant('set' as const), n: fc.nat(6), who: fc.nat(1) }),
  fc.record({ kind: fc.constant('remove' as const), n: fc.nat(6), who: fc.nat(1) }),
  fc.record({ kind: fc.constant('restore' as const), back: fc.nat(2) }),
  fc.record({ kind: fc.constant('sweep' as const), bornUpTo: fc.nat(30) }),
)

type Sketch = typeof opArbitrary extends fc.Arbitrary<infer T> ? T : never

/** The counters of what the author removed. */
function removalsOf(board: Board, who: number): number[] {
  const removes = ({ kind }: Op) => kind === 'remove' || kind === 'sweep'
  return board.log
    .filter(({ author, ops }) => author === AUTHORS[who]?.author && ops.some(removes))
    .map(({ counter }) => counter)
}

function opOf(board: Board, sketch: Sketch, who: number): Op {
  switch (sketch.kind) {
    case 'create':
      return create(sketch.n, bodyOf(sketch.n, sketch.size), sketch.last)
    case 'extend': {
      const at = board.image.get(idOf(sketch.n, who))?.body.length ?? 0
      return extend(sketch.n, at, bodyOf(at, 20), sketch.last)
    }
    case 'set':
      return set(idOf(sketch.n, sketch.who), bodyOf(board.log.length))
    case 'remove':
      return remove(idOf(sketch.n, sketch.who))
    case 'restore':
      return restore(removalsOf(board, who).at(-1 - sketch.back) ?? 1)
    case 'sweep':
      return { kind: 'sweep', page: 0, person: null, bornUpTo: sketch.bornUpTo }
    default:
      throw new Error('a sketch of no kind')
  }
}

/** All that was sent, while something happens to the board behind each step. */
async function idsOfWalk(board: Board, meanwhile: (step: number) => void): Promise<ObjectId[]> {
  const walk = new SnapshotWalk(board.blocks)
  const ids: ObjectId[] = []
  for (let step = 0; ; step += 1) {
    const frames = await nextFrames(walk)
    if (frames === null) return ids
    ids.push(...frames.flatMap(frame => decode(frame).rows.map(({ id }) => id)))
    meanwhile(step)
  }
}

describe('a snapshot', () => {
  test('[G6] rows read while people draw, and the log behind them, are the fold of the log', async () => {
    const step = fc.record({ sketch: opArbitrary, who: fc.nat(1), reads: fc.boolean() })
    const schedule = fc.record({
      before: fc.array(step, { maxLength: 40 }),
      during: fc.array(step, { maxLength: 40 }),
    })
    await fc.assert(
      fc.asyncProperty(schedule, async ({ before, during }) => {
        const board = new Board()
        for (const { sketch, who } of before) board.apply([opOf(board, sketch, who)], who)
        const walk = new SnapshotWalk(board.blocks)
        const cut = board.log.length
        const joiner = new Image()
        const read = async (): Promise<boolean> => {
          const frames = await nextFrames(walk)
          for (const { rows } of (frames ?? []).map(decode)) for (const row of rows) joiner.put(row)
          return frames !== null
        }
        for (const { sketch, who, reads } of during) {
          if (reads) await read()
          board.apply([opOf(board, sketch, who)], who)
        }
        while (await read());
        for (const batch of board.log.slice(cut)) joiner.apply(batch)
        expect(joiner.digest).toEqual(board.image.digest)
        expect(joiner.size).toBe(board.image.size)
      }),
      { numRuns: 200 },
    )
  })

  test('[G11] unfinished rows are made into frames as they are asked for, as they were at the start', async () => {
    const board = new Board()
    for (let n = 0; n < 5; n += 1) board.apply([create(n, bodyOf(n, 40_000), false)])
    const walk = new SnapshotWalk(board.blocks)
    const first = await nextFrames(walk)
    expect(first?.length).toBe(1)
    board.apply([extend(4, 40_000, bodyOf(9))])
    const rest = (await walkAll(walk)).flatMap(({ rows }) => rows)
    expect(rest.map(({ body }) => body.length)).toEqual(Array.from({ length: 4 }, () => 40_000))
  })

  test('[G6] a row that comes back after the visible ones were read is not missed', async () => {
    const board = new Board()
    board.apply([create(1), create(2)])
    board.apply([remove(idOf(1))])
    const ids = await idsOfWalk(board, step => {
      if (step === 1) board.apply([restore(2)])
    })
    expect(new Set(ids)).toEqual(new Set([idOf(1), idOf(2)]))
  })

  test('[G6] a row that comes back while its block is sent whole again is not missed', async () => {
    const board = new Board()
    board.apply([create(1), create(2)])
    board.apply([remove(idOf(1))])
    const ids = await idsOfWalk(board, step => {
      // The visible side was sent: one of it goes, and so the block is sent whole. Then the other comes back.
      if (step === 1) board.apply([remove(idOf(2))])
      if (step === 2) board.apply([restore(2)])
    })
    expect(new Set(ids)).toEqual(new Set([idOf(1), idOf(2)]))
  })

  test('[G6] brings unfinished strokes first, then what is visible, and what is gone last', async () => {
    const board = new Board()
    for (let n = 1; n <= 5; n += 1) board.apply([create(n)])
    board.apply([remove(idOf(2), idOf(4))])
    board.apply([create(6, bodyOf(6), false)])
    const order = (await walkAll(new SnapshotWalk(board.blocks))).map(({ rows }) =>
      rows.map(({ id }) => id),
    )
    expect(order).toEqual([[idOf(6)], [1, 3, 5].map(n => idOf(n)), [2, 4].map(n => idOf(n))])
  })

  test('[G6] comes in chunks of at most 64 KiB; a larger row stands alone', async () => {
    const board = new Board()
    for (let n = 1; n <= 300; n += 1) board.apply([create(n, bodyOf(n, 1000 + n))])
    board.apply([create(301, bodyOf(1, 60_000), false)])
    board.apply([extend(301, 60_000, bodyOf(2, 60_000), true)])
    const chunks = await walkAll(new SnapshotWalk(board.blocks))
    expect(chunks.flatMap(({ rows }) => rows).length).toBe(301)
    for (const { rows, rawBytes } of chunks) {
      expect(rawBytes <= limits.CHUNK_BYTES || rows.length === 1).toBe(true)
    }
  })

  test('what many fields made too large for a chunk is cut again', async () => {
    const board = new Board()
    for (let n = 1; n <= 60; n += 1) board.apply([create(n, bodyOf(n, 1000))])
    for (let n = 1; n <= 60; n += 1) board.apply([set(idOf(n), bodyOf(n, 3000))])
    const chunks = await walkAll(new SnapshotWalk(board.blocks))
    expect(chunks.length).toBeGreaterThan(3)
    for (const { rawBytes } of chunks) expect(rawBytes).toBeLessThanOrEqual(limits.CHUNK_BYTES)
  })

  test('one compression serves all who join, until a row of the block changes', async () => {
    const board = new Board()
    for (let n = 1; n <= 200; n += 1) board.apply([create(n, new Uint8Array(1000).fill(n))])
    const framesOf = async () => {
      const walk = new SnapshotWalk(board.blocks)
      const all: Uint8Array[] = []
      for (let frames = await nextFrames(walk); frames !== null; frames = await nextFrames(walk)) {
        all.push(...frames)
      }
      return all
    }
    const [first, second] = [await framesOf(), await framesOf()]
    expect(first.length).toBeGreaterThan(2)
    // The very same bytes in memory.
    expect(second.every((frame, index) => frame === first[index])).toBe(true)
    expect(first.every(frame => decode(frame).compressed)).toBe(true)
    board.apply([set(idOf(1), bodyOf(1))])
    const third = await framesOf()
    expect(third.map((frame, index) => frame === first[index])).toEqual([
      false,
      ...first.slice(1).map(() => true),
    ])
  })

  test('bytes that do not shrink are sent as they are', async () => {
    const board = new Board()
    let state = 1
    const noise = Uint8Array.from({ length: 5000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state >>> 24
    })
    board.apply([create(1, noise)])
    const [chunk] = await walkAll(new SnapshotWalk(board.blocks))
    expect(chunk?.compressed).toBe(false)
  })
})

describe('interlacing', () => {
  test('begins with the first, then the middle, then what lies between', () => {
    expect([...interlaced([0, 1, 2, 3, 4, 5, 6, 7, 8])]).toEqual([0, 8, 4, 2, 6, 1, 3, 5, 7])
  })

  test('brings each once, however many there are', () => {
    for (let count = 0; count < 70; count += 1) {
      const all = Array.from({ length: count }, (_, n) => n)
      expect([...interlaced(all)].toSorted((a, b) => a - b)).toEqual(all)
    }
  })

  test('has something of each eighth of a long list among the first sixteen', () => {
    const all = Array.from({ length: 203 }, (_, n) => n)
    const eighths = [...interlaced(all)].slice(0, 16).map(n => Math.floor((n * 8) / 203))
    expect(new Set(eighths).size).toBe(8)
  })
})
