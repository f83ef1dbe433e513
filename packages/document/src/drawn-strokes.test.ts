import { type InkPoints, objectIdOf } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { createStroke } from './edits.ts'
import { InkStrokeWriter } from './ink-stroke-writer.ts'
import { Desk, HEADER, sample, Table } from './testing/board-kit.ts'
import { draw, inkOf } from './testing/desk-work.ts'

const pointsOf = ({ length, xs, ys }: InkPoints) =>
  Array.from({ length }, (_, i) => [xs[i], ys[i]] as const)

describe('a stroke', () => {
  it('is there as soon as it is submitted, with the points that the others will read', () => {
    const desk = new Desk(1)
    const id = draw(desk, 1)
    const stroke = inkOf(desk.document.get(id))
    expect(pointsOf(stroke.points)).toEqual([
      [80, 160],
      [90, 170],
    ])
    expect(stroke).toMatchObject({ owner: desk.self.person, isFinished: true, isSettled: false })
  })

  it('has a box in world units that holds half of its width', () => {
    const desk = new Desk(1)
    const { box } = inkOf(desk.document.get(draw(desk, 1)))
    // Grid of 1/8: points 10,20 and 11.25,21.25; half of the size 16 is 1.
    expect(box).toEqual({ minX: 9, minY: 19, maxX: 12.25, maxY: 22.25 })
  })

  it('has twice that margin where pressure may swell it', () => {
    const desk = new Desk(1)
    const header = { ...HEADER, hasPressure: true }
    desk.submit([createStroke({ n: 1, page: 0, header })])
    const { box } = inkOf(desk.document.get(objectIdOf(desk.self.author, 1)))
    expect(box).toEqual({ minX: 8, minY: 18, maxX: 12, maxY: 22 })
  })

  it('settles when its batches come back, unchanged but for its place in the order', () => {
    const desk = new Desk(1)
    const table = new Table(desk)
    const id = draw(desk, 1)
    const before = inkOf(desk.document.get(id))
    table.settle()
    const after = inkOf(desk.document.get(id))
    expect(after.isSettled).toBe(true)
    expect(pointsOf(after.points)).toEqual(pointsOf(before.points))
    expect(after.order < before.order).toBe(true)
  })

  it('is seen growing by others, each byte decoded once', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const table = new Table(ann, bob)
    const writer = new InkStrokeWriter({ n: 1, page: 0, header: HEADER })
    const id = objectIdOf(ann.self.author, 1)
    ann.submit([writer.begin()])
    for (let i = 1; i <= 5; i += 1) {
      ann.submit([writer.extend([sample(80 + i, 160)], 20)])
      table.settle()
      expect(inkOf(bob.document.get(id)).points.length).toBe(1 + i)
    }
    const stroke = inkOf(bob.document.get(id))
    expect(stroke.isFinished).toBe(false)
    expect(stroke.durationMs).toBe(100)
    expect(stroke.box).toEqual({ minX: 9, minY: 19, maxX: 11.625, maxY: 21 })
  })

  it('whose body is not what was read before is read anew', () => {
    const desk = new Desk(1)
    for (const x of [1, 2]) {
      const writer = new InkStrokeWriter({ n: 1, page: 0, header: { ...HEADER, x } })
      desk.submit([writer.begin(), writer.finish([sample(9, 9)], 8)])
    }
    const id = objectIdOf(desk.self.author, 1)
    // The second create of an id does nothing, until the first is refused.
    expect(pointsOf(inkOf(desk.document.get(id)).points)).toEqual([
      [1, 160],
      [9, 9],
    ])
    desk.document.refuse(desk.ref(1), 'forbidden')
    expect(pointsOf(inkOf(desk.document.get(id)).points)).toEqual([
      [2, 160],
      [9, 9],
    ])
  })

  it('keeps its points when an object of an earlier state is still held', () => {
    const desk = new Desk(1)
    const writer = new InkStrokeWriter({ n: 1, page: 0, header: HEADER })
    const id = objectIdOf(desk.self.author, 1)
    desk.submit([writer.begin()])
    const early = inkOf(desk.document.get(id))
    for (let i = 0; i < 40; i += 1) desk.submit([writer.extend([sample(i, i)], 20)])
    inkOf(desk.document.get(id))
    expect(pointsOf(early.points)).toEqual([[80, 160]])
  })
})

describe('garbage', () => {
  it.each([
    ['no body', []],
    ['a kind of a newer version', [9, 1, 2]],
    ['a stroke without its header', [1]],
    ['a number that does not end', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ])('of %s is an unknown object, not an error', (_, bytes) => {
    const desk = new Desk(1)
    const body = Uint8Array.from(bytes)
    desk.submit([{ kind: 'create', n: 1, page: 0, parent: null, body, last: false }])
    expect(desk.document.get(objectIdOf(desk.self.author, 1))).toMatchObject({ kind: 'unknown' })
    expect(Array.from(desk.document.inkInOrder())).toEqual([])
  })

  it('in a stroke ends it at the last good segment', () => {
    const desk = new Desk(1)
    const writer = new InkStrokeWriter({ n: 1, page: 0, header: HEADER })
    desk.submit([writer.begin(), writer.extend([sample(81, 161)], 8)])
    const at = writer.bodyBytes
    const body = Uint8Array.of(0, 0xff, 0xff, 0xff, 0xff, 0xff)
    desk.submit([{ kind: 'extend', n: 1, at, body, last: false }])
    expect(inkOf(desk.document.get(objectIdOf(desk.self.author, 1))).points.length).toBe(2)
  })
})
