import { createStroke, Document, ErasureWriter, InkStrokeWriter } from '@inkroom/document'
import {
  type AuthorId,
  authorIdOf,
  encodeOps,
  type InkHeader,
  must,
  type ObjectId,
  type Op,
  objectIdOf,
  type PersonId,
  personIdOf,
} from '@inkroom/protocol'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { InkFollower, STALE_AFTER_MS } from './ink-follower.ts'
import { type SceneStroke, shapeOf } from './scene.ts'
import { stubPaths } from './testing/recording-canvas.ts'

const idOf = (n: number): [AuthorId, PersonId] => [
  authorIdOf(new Uint8Array(16).fill(n)),
  personIdOf(new Uint8Array(16).fill(100 + n)),
]
const [me, mePerson] = idOf(1)
const [other, otherPerson] = idOf(2)

const header: InkHeader = {
  brush: 'pen',
  color: { kind: 'palette', index: 0 },
  size: 32,
  opacity: 255,
  gridExponent: 3,
  hasPressure: false,
  x: 0,
  y: 0,
  pressure: 255,
}

/** A surface that only remembers. */
class RecordingTarget {
  readonly shown = new Map<ObjectId, SceneStroke>()
  resets = 0

  put(strokes: readonly SceneStroke[]): void {
    for (const stroke of strokes) this.shown.set(stroke.id, stroke)
  }

  remove(id: ObjectId): void {
    this.shown.delete(id)
  }

  reset(): void {
    this.shown.clear()
    this.resets += 1
  }

  requestFrame(): void {}
}

let nowMs = 0
let seq = 0
let document: Document
let target: RecordingTarget
let follower: InkFollower

function hear(counter: number, ...ops: Op[]): void {
  seq += 1
  const bytes = encodeOps(ops)
  document.apply({ seq, author: other, person: otherPerson, counter, bytes }, ops)
}

const wetIds = () => Array.from(follower.wetStrokes, stroke => stroke.id)
/** What grows is outlined as far as it grew, and what was erased of anew. */
const wetKinds = () => Array.from(follower.wetStrokes, ({ shape }) => shape.kind)
const wetXs = () => Array.from(follower.wetStrokes, ({ shape }) => Array.from(shape.points().xs))
const id = objectIdOf(other, 1)
const points = [{ x: 8, y: 8, pressure: 255 }]

beforeEach(() => {
  stubPaths()
  nowMs = 0
  seq = 0
  document = new Document({ author: me, person: mePerson })
  target = new RecordingTarget()
  follower = new InkFollower({
    source: {
      visibleInk: each => {
        const object = document.isVisible(each) ? document.get(each) : null
        return object?.kind === 'ink' ? object : null
      },
      allIds: () => document.idsInOrder(),
    },
    target,
    nowMs: () => nowMs,
    onWet: () => {},
  })
  document.onChange(change => follower.follow(change))
})

describe('a stroke in the making', () => {
  it('is wet until it is finished, then in the scene', () => {
    const writer = new InkStrokeWriter({ n: 1, page: 0, header })
    hear(1, writer.begin())
    hear(2, writer.extend(points, 20))
    expect(wetIds()).toEqual([id])
    expect(target.shown.size).toBe(0)
    hear(3, writer.finish(points, 20))
    expect(wetIds()).toEqual([])
    expect(target.shown.get(id)?.points.length).toBe(3)
  })

  it('goes on from what was outlined of it, and begins anew where it is another', () => {
    const writer = new InkStrokeWriter({ n: 1, page: 0, header })
    hear(1, writer.begin())
    hear(2, writer.extend(points, 20))
    const pieces = () =>
      Array.from(
        follower.wetStrokes,
        ({ shape }) => shape.kind === 'growing' && shape.outline.pieces,
      )
    const [before] = pieces()
    hear(3, writer.extend([{ x: 16, y: 8, pressure: 255 }], 20))
    expect(wetKinds()).toEqual(['growing'])
    expect(wetXs()).toEqual([[0, 1, 2]])
    expect(pieces()).toEqual([before])
    expect(pieces()[0]).toBe(before)
    document.reset()
    hear(1, createStroke({ n: 1, page: 0, header }))
    expect(wetXs()).toEqual([[0]])
    expect(pieces()[0]).not.toBe(before)
  })

  it('[G7] of an author who left is shown as finished', () => {
    hear(1, createStroke({ n: 1, page: 0, header }))
    follower.keep(new Set([me, other]))
    expect(wetIds()).toEqual([id])
    follower.keep(new Set([me]))
    expect(wetIds()).toEqual([])
    expect(target.shown.has(id)).toBe(true)
  })

  it('[G7] of an author who is silent for long is shown as finished, and wet again if it goes on', () => {
    const writer = new InkStrokeWriter({ n: 1, page: 0, header })
    hear(1, writer.begin())
    nowMs = STALE_AFTER_MS - 1
    follower.sweep(null)
    expect(wetIds()).toEqual([id])
    nowMs = STALE_AFTER_MS
    follower.sweep(null)
    expect(wetIds()).toEqual([])
    expect(target.shown.has(id)).toBe(true)
    hear(2, writer.extend(points, 20))
    expect(wetIds()).toEqual([id])
    expect(target.shown.has(id)).toBe(false)
  })
})

describe('an erasure', () => {
  const erasure = () => new ErasureWriter({ n: 7, page: 0, stroke: id }).begin([{ from: 0, to: 1 }])
  const erased = [{ from: 0, to: 1 }]

  it('of a finished stroke shows in the scene, and goes as it came', () => {
    const writer = new InkStrokeWriter({ n: 1, page: 0, header })
    hear(1, writer.begin(), writer.finish(points, 20))
    hear(2, erasure())
    expect(target.shown.get(id)?.erased).toEqual(erased)
    hear(3, { kind: 'remove', ids: [objectIdOf(other, 7)] })
    expect(target.shown.get(id)?.erased).toEqual([])
    expect(target.shown.size).toBe(1)
  })

  it('of a stroke in the making shows at once, and does not keep it wet', () => {
    const writer = new InkStrokeWriter({ n: 1, page: 0, header })
    hear(1, writer.begin(), writer.extend(points, 20))
    nowMs = STALE_AFTER_MS - 1
    hear(2, erasure())
    expect(wetKinds()).toEqual(['whole'])
    nowMs = STALE_AFTER_MS
    follower.sweep(null)
    expect(wetIds()).toEqual([])
    expect(target.shown.get(id)?.erased).toEqual(erased)
  })

  it('of a stroke that only looks finished does not make it wet again', () => {
    hear(1, createStroke({ n: 1, page: 0, header }))
    follower.keep(new Set([me]))
    hear(2, erasure())
    expect(wetIds()).toEqual([])
    expect(target.shown.get(id)?.erased).toEqual(erased)
  })
})

it('a stroke in hand stays wet, however long its pen rests', () => {
  hear(1, createStroke({ n: 1, page: 0, header }))
  nowMs = STALE_AFTER_MS * 2
  follower.sweep(id)
  expect(wetIds()).toEqual([id])
})

describe('what is gone', () => {
  it('leaves the scene, and comes back whole', () => {
    const writer = new InkStrokeWriter({ n: 1, page: 0, header })
    hear(1, writer.begin(), writer.finish(points, 20))
    hear(2, { kind: 'remove', ids: [id] })
    expect(target.shown.size).toBe(0)
    hear(3, { kind: 'restore', counter: 2 })
    expect(target.shown.get(id)?.points.length).toBe(2)
  })

  it('leaves the wet layer too', () => {
    hear(1, createStroke({ n: 1, page: 0, header }))
    hear(2, { kind: 'remove', ids: [id] })
    expect(wetIds()).toEqual([])
  })
})

it('begins anew with the document', () => {
  const writer = new InkStrokeWriter({ n: 1, page: 0, header })
  hear(1, writer.begin(), writer.finish(points, 20))
  document.reset()
  expect(target.shown.size).toBe(0)
  expect(target.resets).toBe(1)
})

it('[G17] reads each stroke once as it begins', () => {
  const counters = [1, 2, 3]
  for (const n of counters) {
    const writer = new InkStrokeWriter({ n, page: 0, header })
    hear(n, writer.begin(), writer.finish(points, 20))
  }
  const reads = vi.spyOn(document, 'get')
  follower.begin()
  expect(target.shown.size).toBe(3)
  expect(reads.mock.calls).toEqual(counters.map(n => [objectIdOf(other, n)]))
})

it('shows a stroke as it lies in the world', () => {
  const writer = new InkStrokeWriter({ n: 1, page: 0, header })
  hear(1, writer.begin(), writer.finish(points, 20))
  const stroke = must(target.shown.get(id), 'the stroke')
  expect(stroke.width).toBe(4)
  expect(Array.from(shapeOf(stroke).xs)).toEqual([0, 1])
})
