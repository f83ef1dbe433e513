import { randomBytes } from 'node:crypto'
import {
  AuthorTable,
  type DownFrame,
  decodeDown,
  encodeDown,
  encodeLogPart,
  Image,
  type LogEntry,
} from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import type { StoredPart } from '../storage/storage.ts'
import { ANNA } from '../testing/batches.ts'
import { FakeOutlet } from '../testing/fake-outlet.ts'
import { Feed, type FeedSource } from './feed.ts'
import { PartRing } from './part-ring.ts'
import { SnapshotBlocks } from './snapshot-blocks.ts'
import { SnapshotWalk } from './snapshot-walk.ts'

const HASH = 'ab'.repeat(8) as StoredPart['hash']

function partOf(first: number, count: number, bytes = 100): StoredPart {
  const entries = Array.from({ length: count }, (_, index) => entryOf(first + index, bytes))
  const last = first + count - 1
  return { first, last, before: HASH, hash: HASH, bytes: encodeLogPart(entries) }
}

const entryOf = (seq: number, bytes: number): LogEntry => ({
  ...ANNA,
  seq,
  counter: seq,
  bytes: new Uint8Array(bytes).fill(seq),
})

/** A room's log: the newest parts in a ring, all of them in a storage that answers when told to. */
class FakeSource implements FeedSource {
  headSeq = 0
  storageReads = 0
  readonly parts: StoredPart[] = []
  private readonly ring: PartRing
  private answers: { readonly resolve: () => void; readonly reject: () => void }[] = []

  constructor(ringBytes: number) {
    this.ring = new PartRing(ringBytes)
  }

  push(part: StoredPart): StoredPart {
    this.parts.push(part)
    this.ring.push(part)
    this.headSeq = part.last
    return part
  }

  forgetUpTo(seq: number): void {
    this.parts.splice(
      0,
      this.parts.findIndex(({ last }) => last > seq),
    )
  }

  readParts(afterSeq: number) {
    const inMemory = this.ring.read(afterSeq, 10_000)
    if (inMemory !== null) return inMemory
    this.storageReads += 1
    const parts = this.parts.filter(({ last }) => last > afterSeq).slice(0, 3)
    return new Promise<readonly StoredPart[]>((resolve, reject) =>
      this.answers.push({
        resolve: () => resolve(parts),
        reject: () => reject(new Error('the disk is on fire')),
      }),
    )
  }

  async answer(how: 'resolve' | 'reject' = 'resolve'): Promise<void> {
    for (const answer of this.answers.splice(0)) answer[how]()
    await new Promise(setImmediate)
  }

  caughtUpFrame(): Uint8Array {
    const mark = { seq: this.headSeq, hash: HASH, digest: { a: 0, b: 0 } }
    return encodeDown({ type: 'caught-up', ...mark, authors: [] })
  }
}

function setUp(ringBytes = 1_000_000) {
  const source = new FakeSource(ringBytes)
  const outlet = new FakeOutlet()
  const told: string[] = []
  const feed = new Feed({
    source,
    outlet,
    bufferedBytes: 100_000,
    events: {
      onBehind: () => told.push('behind'),
      onLive: () => told.push('live'),
      onGap: () => told.push('gap'),
      onError: () => told.push('error'),
    },
  })
  const emit = (part: StoredPart) => {
    source.push(part)
    feed.offer(part.bytes, part.first)
  }
  return { source, outlet, feed, told, emit }
}

const decode = (frames: readonly Uint8Array[]): DownFrame[] =>
  frames.map(frame => decodeDown(frame, new AuthorTable()))

const seqsOf = (frames: readonly DownFrame[]): number[] =>
  frames.flatMap(frame => (frame.type === 'log' ? frame.entries.map(({ seq }) => seq) : []))

/** Of a board without rows. */
const emptyWalk = (): SnapshotWalk => new SnapshotWalk(new SnapshotBlocks(new Image()))

const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('a feed', () => {
  test('[G5] reads all that was missed, in order, once, and is then live', () => {
    const { source, outlet, feed, told } = setUp()
    for (const first of [1, 4, 7]) source.push(partOf(first, 3))
    feed.startLog(0)
    const frames = decode(outlet.sent)
    expect(seqsOf(frames)).toEqual(upTo(9))
    expect(frames.at(-1)?.type).toBe('caught-up')
    expect([feed.isLive, told]).toEqual([true, ['live']])
  })

  test('[G5] from inside a part it reads only what is newer', () => {
    const { source, outlet, feed } = setUp()
    source.push(partOf(1, 5))
    feed.startLog(3)
    expect(seqsOf(decode(outlet.sent))).toEqual([4, 5])
  })

  test('small parts share a frame, and no frame is larger than a chunk', () => {
    const { source, outlet, feed } = setUp()
    for (let first = 1; first <= 2000; first += 1) source.push(partOf(first, 1))
    feed.startLog(0)
    const frames = outlet.sent.slice(0, -1)
    expect(seqsOf(decode(frames))).toEqual(upTo(2000))
    expect(frames.length).toBeLessThan(30)
    expect(Math.max(...frames.map(frame => frame.length))).toBeLessThanOrEqual(64 * 1024 + 1)
  })

  test('[G11] behind the ring it reads from the storage, and emissions meanwhile are not lost', async () => {
    const { source, outlet, feed, emit } = setUp(500)
    for (let first = 1; first <= 10; first += 1) source.push(partOf(first, 1))
    feed.startLog(0)
    expect(source.storageReads).toBe(1)
    emit(partOf(11, 1))
    while (!feed.isLive) await source.answer()
    expect(seqsOf(decode(outlet.sent))).toEqual(upTo(11))
    expect(source.storageReads).toBeGreaterThan(1)
  })

  test('[G5] where the log that it was to read next has been let go of, it ends rather than skip', async () => {
    const { source, feed, outlet, told } = setUp(0)
    for (let first = 1; first <= 10; first += 1) source.push(partOf(first, 1))
    source.forgetUpTo(5)
    feed.startLog(2)
    await source.answer()
    expect(told).toEqual(['gap'])
    expect(outlet.sent).toEqual([])
  })

  test('[G11] with a full buffer it is sent nothing more, and once that drained it reads on', () => {
    const { source, outlet, feed, told, emit } = setUp()
    feed.startLog(0)
    outlet.isStalled = true
    for (let first = 1; first <= 300; first += 1) emit(partOf(first, 1, 1000))
    expect(told).toEqual(['live', 'behind'])
    expect(outlet.peakBytes).toBeLessThanOrEqual(100_000)
    const sentLive = outlet.sent.length - 1
    expect(sentLive).toBeGreaterThan(50)
    for (let turn = 0; !feed.isLive && turn < 100; turn += 1) {
      outlet.drain()
      feed.pump()
    }
    expect(told).toEqual(['live', 'behind', 'live'])
    expect(seqsOf(decode(outlet.sent.slice(sentLive + 1)))).toEqual(upTo(300, sentLive + 1))
    expect(outlet.peakBytes).toBeLessThanOrEqual(200_000)
    expect(source.storageReads).toBe(0)
  })

  test('[G11] what is larger than may be held comes as log at once: an empty buffer never drains', () => {
    const { outlet, feed, told, emit } = setUp()
    feed.startLog(0)
    emit(partOf(1, 150, 1000))
    expect(told).toEqual(['live', 'behind', 'live'])
    expect(seqsOf(decode(outlet.sent))).toEqual(upTo(150))
    expect(feed.isLive).toBe(true)
  })

  test('[G11] a stalled reader leaves the writes of the others as they are', () => {
    const healthy = setUp()
    const stalled = setUp()
    for (const { feed } of [healthy, stalled]) feed.startLog(0)
    stalled.outlet.isStalled = true
    for (let first = 1; first <= 300; first += 1) {
      const part = partOf(first, 1, 1000)
      for (const { emit } of [healthy, stalled]) emit(part)
    }
    expect(healthy.outlet.sent.length).toBe(1 + 300)
    expect(healthy.told).toEqual(['live'])
    expect(stalled.outlet.sent.length).toBeLessThan(150)
  })

  test('after its end nothing is sent, whatever comes', async () => {
    const { source, outlet, feed, emit } = setUp(0)
    for (let first = 1; first <= 3; first += 1) source.push(partOf(first, 1))
    feed.startLog(0)
    feed.end()
    emit(partOf(4, 1))
    await source.answer()
    feed.pump()
    expect(outlet.sent).toEqual([])
  })

  test('a storage that cannot be read is told of', async () => {
    const { outlet, told } = setUp()
    const source: FeedSource = {
      headSeq: 5,
      readParts: () => Promise.reject(new Error('gone')),
      caughtUpFrame: () => randomBytes(1),
    }
    const events = {
      onBehind: () => {},
      onLive: () => {},
      onGap: () => {},
      onError: () => told.push('error'),
    }
    new Feed({ source, outlet, bufferedBytes: 100_000, events }).startLog(0)
    await new Promise(setImmediate)
    expect(told).toEqual(['error'])
  })

  test('[G17] a log that cannot be read ends this one feed, whether the disk or the bytes are at fault', async () => {
    const failed = setUp(0)
    failed.source.push(partOf(1, 1))
    failed.feed.startLog(0)
    await failed.source.answer('reject')
    expect(failed.told).toEqual(['error'])
    const damaged = setUp(0)
    damaged.source.push({ ...partOf(1, 2), bytes: Uint8Array.of(1) })
    damaged.source.push(partOf(3, 1))
    damaged.feed.startLog(0)
    await damaged.source.answer()
    expect(damaged.told).toEqual(['error'])
  })

  test('[G1] a heal goes on where a read fails that was asked for before it', async () => {
    const { source, feed, told } = setUp(0)
    source.push(partOf(1, 1))
    feed.startLog(0)
    feed.startSnapshot(emptyWalk(), 1)
    expect(feed.isLive).toBe(false)
    await source.answer('reject')
    await new Promise(setImmediate)
    expect([feed.isLive, told]).toEqual([true, ['live']])
  })
})
