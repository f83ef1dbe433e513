import { type CreateOp, type InkPoints, type ObjectId, objectIdOf } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import type { BoardObject, InkObject } from './board-object.ts'
import { Document, type DocumentChange } from './document.ts'
import { createStroke, eraseObjects, setTitle } from './edits.ts'
import { InkStrokeWriter } from './ink-stroke-writer.ts'
import { batchOf, Desk, HEADER, sample, selfOf, Table } from './testing/board-kit.ts'

const pointsOf = ({ length, xs, ys }: InkPoints) =>
  Array.from({ length }, (_, i) => [xs[i], ys[i]] as const)

function inkOf(object: BoardObject | null): InkObject {
  if (object?.kind !== 'ink') throw new Error(`not ink but ${object?.kind}`)
  return object
}

/** A finished stroke in one batch. */
function draw(desk: Desk, n: number, page = 0) {
  const writer = new InkStrokeWriter({ n, page, header: HEADER })
  desk.submit([writer.begin(), writer.finish([sample(90, 170)], 8)])
  return objectIdOf(desk.self.author, n)
}

const child = (n: number, parent: ObjectId): CreateOp => ({
  ...createStroke({ n, page: 0, header: HEADER }),
  parent,
})

function changesOf(document: Document): DocumentChange[] {
  const changes: DocumentChange[] = []
  document.onChange(change => changes.push(change))
  return changes
}

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

describe('work of an earlier visit', () => {
  const writer = new InkStrokeWriter({ n: 1, page: 0, header: HEADER })
  const earlier = selfOf(7)
  const batch = batchOf(earlier.author, 1, [writer.begin(), writer.finish([sample(9, 9)], 8)])
  const id = objectIdOf(earlier.author, 1)

  it('is shown at once, below what is drawn now, and is not undone', () => {
    const desk = new Desk(1)
    const own = draw(desk, 1)
    desk.document.history.undo(desk.submit)
    desk.document.history.redo(desk.submit)
    desk.document.adopt(batch, earlier.person)
    expect(Array.from(desk.document.idsInOrder())).toEqual([id, own])
    expect(desk.document.pendingCount).toBe(4)
    desk.document.history.undo(desk.submit)
    expect(Array.from(desk.document.idsInOrder())).toEqual([id])
    expect(desk.document.history.canUndo).toBe(false)
  })

  it('survives a snapshot, and leaves with what became of it', () => {
    const desk = new Desk(1)
    desk.document.adopt(batch, earlier.person)
    desk.document.reset()
    expect(desk.document.isVisible(id)).toBe(true)
    desk.document.refuse(batch, 'forbidden')
    expect(desk.document.isVisible(id)).toBe(false)
    expect(desk.document.pendingCount).toBe(0)
  })

  it('that is refused leaves the own steps with the same counter to be undone', () => {
    const desk = new Desk(1)
    draw(desk, 1)
    desk.document.adopt(batch, earlier.person)
    desk.document.refuse(batch, 'forbidden')
    expect(desk.document.history.canUndo).toBe(true)
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

describe('pending work', () => {
  it('lies over what is confirmed, in its own order', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const table = new Table(ann, bob)
    const [own, second] = [draw(ann, 1), draw(ann, 2)]
    const theirs = draw(bob, 1)
    table.put(bob)
    expect(Array.from(ann.document.idsInOrder())).toEqual([theirs, own, second])
  })

  it('survives a snapshot, which replaces only what is confirmed', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const table = new Table(ann, bob)
    const theirs = draw(bob, 1)
    table.put(bob)
    const own = draw(ann, 1)
    ann.document.reset()
    expect(Array.from(ann.document.idsInOrder())).toEqual([own])
    expect(ann.document.get(theirs)).toBeNull()
    expect(ann.document.digest).toEqual({ a: 0, b: 0 })
  })

  it('that was refused is gone from the view, and what leant on it does nothing', () => {
    const desk = new Desk(1)
    const id = draw(desk, 1)
    desk.submit(eraseObjects(desk.document, [id]))
    const later = draw(desk, 2)
    desk.document.refuse(desk.ref(1), 'forbidden')
    expect(desk.document.get(id)).toBeNull()
    expect(Array.from(desk.document.idsInOrder())).toEqual([later])
  })

  it('is seen over what others do to the same object, until it settles', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const table = new Table(ann, bob)
    ann.submit(setTitle('first', { board: ann.document, mint: () => 1 }))
    table.settle()
    const late = setTitle('by Bob', { board: bob.document, mint: () => 1 })
    ann.submit(setTitle('by Ann', { board: ann.document, mint: () => 2 }))
    bob.submit(late)
    table.put(bob)
    expect(ann.document.title).toBe('by Ann')
    expect(bob.document.title).toBe('by Bob')
    table.settle()
    expect([ann.document.title, bob.document.title]).toEqual(['by Ann', 'by Ann'])
  })

  it('that came with the snapshot already leaves by its counter', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const table = new Table(bob)
    const id = draw(ann, 1)
    // The room took it while Ann's link was cut.
    table.put(ann)
    ann.document.reset()
    ann.document.settle(ann.ref(1))
    expect(ann.document.get(id)).toBeNull()
    ann.document.addRows(Array.from(table.image.all()))
    expect(inkOf(ann.document.get(id)).isSettled).toBe(true)
    expect(ann.document.digest).toEqual(bob.document.digest)
  })
})

describe('a copy of what is confirmed', () => {
  it('[G5] leaves pending work out, and makes a document that goes on with the log like this one', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const table = new Table(ann, bob)
    draw(bob, 1)
    draw(bob, 2)
    table.settle()
    draw(ann, 1)
    const copy = new Document(selfOf(3))
    copy.addRows(Array.from(ann.document.confirmedRows()))
    expect(copy.size).toBe(2)
    expect(copy.digest).toEqual(ann.document.digest)
    table.put(ann)
    const last = table.log.at(-1)
    if (last !== undefined) copy.apply(last.entry, last.ops)
    expect(copy.digest).toEqual(bob.document.digest)
  })

  it('has its rows in an order that stays as they change', () => {
    const desk = new Desk(1)
    const table = new Table(desk)
    const ids = () => Array.from(desk.document.confirmedRows(), ({ id }) => id)
    const [first, second] = [draw(desk, 1), draw(desk, 2)]
    table.settle()
    desk.submit(eraseObjects(desk.document, [first]))
    const third = draw(desk, 3)
    table.settle()
    expect(ids()).toEqual([first, second, third])
  })
})

describe('visibility', () => {
  it('of a child ends and comes back with its parent, and listeners hear of it', () => {
    const desk = new Desk(1)
    const parent = draw(desk, 1)
    desk.submit([child(2, parent)])
    const id = objectIdOf(desk.self.author, 2)
    const changes = changesOf(desk.document)
    const { counter } = desk.submit(eraseObjects(desk.document, [parent]))
    expect(desk.document.isVisible(id)).toBe(false)
    desk.submit([{ kind: 'restore', counter }])
    expect(desk.document.isVisible(id)).toBe(true)
    expect(changes).toEqual([
      { changed: [], removed: [parent, id], reset: false },
      { changed: [parent, id], removed: [], reset: false },
    ])
  })

  it('does not ask for a parent that nobody knows', () => {
    const desk = new Desk(1)
    desk.submit([child(1, objectIdOf(selfOf(7).author, 7))])
    expect(desk.document.size).toBe(1)
  })

  it('of a circle is that of objects without parents, until one of them is removed', () => {
    const desk = new Desk(1)
    const [a, b] = [objectIdOf(desk.self.author, 1), objectIdOf(desk.self.author, 2)]
    desk.submit([child(1, b), child(2, a)])
    expect([a, b].map(id => desk.document.isVisible(id))).toEqual([true, true])
    desk.submit(eraseObjects(desk.document, [a]))
    expect([a, b].map(id => desk.document.isVisible(id))).toEqual([false, false])
  })

  it('of a child that came before its removed parent ends when the parent comes', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const parent = objectIdOf(bob.self.author, 1)
    ann.submit([child(1, parent)])
    expect(ann.document.size).toBe(1)
    draw(bob, 1)
    bob.submit(eraseObjects(bob.document, [parent]))
    new Table(bob, ann).settle()
    expect(ann.document.size).toBe(0)
  })
})

describe('listeners', () => {
  it('are told once a call, however much it changed', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const table = new Table(ann)
    const ids = [draw(ann, 1), draw(ann, 2), draw(ann, 3)]
    table.settle()
    const changes = changesOf(bob.document)
    bob.document.addRows(Array.from(table.image.all()))
    expect(changes).toEqual([{ changed: ids, removed: [], reset: false }])
  })

  it('are not told of what changes nothing', () => {
    const desk = new Desk(1)
    const changes = changesOf(desk.document)
    desk.submit([{ kind: 'restore', counter: 77 }])
    desk.document.settle(desk.ref(5))
    expect(changes).toEqual([])
  })

  it('learn with a reset what is left', () => {
    const desk = new Desk(1)
    const id = draw(desk, 1)
    const changes = changesOf(desk.document)
    desk.document.reset()
    expect(changes).toEqual([{ changed: [id], removed: [], reset: true }])
  })

  it('that throw stop neither the others nor the document', () => {
    const errors: unknown[] = []
    const document = new Document({ ...selfOf(1), onListenerError: error => errors.push(error) })
    document.onChange(() => {
      throw new Error('broken')
    })
    const changes = changesOf(document)
    document.reset()
    expect(changes).toHaveLength(1)
    expect(errors).toEqual([new Error('broken')])
  })

  it('are not told any more once they were taken off', () => {
    const document = new Document(selfOf(1))
    let told = 0
    const stop = document.onChange(() => {
      told += 1
    })
    document.reset()
    stop()
    document.reset()
    expect(told).toBe(1)
  })
})

describe('the title', () => {
  it('is the text of the newest title object that is not removed', () => {
    const desk = new Desk(1)
    const table = new Table(desk)
    expect(desk.document.title).toBe('')
    const none = { author: desk.self.author, titleId: null, title: '' }
    const first = desk.submit(setTitle('first', { board: none, mint: () => 1 }))
    const second = desk.submit(setTitle('second', { board: none, mint: () => 2 }))
    expect(desk.document.title).toBe('second')
    table.settle()
    expect(desk.document.title).toBe('second')
    desk.submit([{ kind: 'remove', ids: [objectIdOf(second.author, 2)] }])
    expect(desk.document.title).toBe('first')
    desk.submit([{ kind: 'remove', ids: [objectIdOf(first.author, 1)] }])
    expect(desk.document.title).toBe('')
  })

  it('that is not UTF-8 or too long reads as none', () => {
    const desk = new Desk(1)
    desk.submit(setTitle('good', { board: desk.document, mint: () => 1 }))
    const id = objectIdOf(desk.self.author, 1)
    for (const value of [Uint8Array.of(0xc3, 0x28), new Uint8Array(257).fill(0x61)]) {
      desk.submit([{ kind: 'set', id, field: 1, value, over: null }])
      expect(desk.document.title).toBe('')
    }
  })

  it('does not make a board full', () => {
    const desk = new Desk(1)
    desk.submit(setTitle('name', { board: desk.document, mint: () => 1 }))
    expect(desk.document.isEmpty).toBe(true)
    draw(desk, 2)
    expect(desk.document.size).toBe(1)
  })
})

describe('the order', () => {
  it('holds when rows arrive in any other', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const table = new Table(ann)
    const ids = Array.from({ length: 40 }, (_, i) => draw(ann, i + 1))
    table.settle()
    bob.document.addRows(Array.from(table.image.all()).toReversed())
    expect(Array.from(bob.document.idsInOrder())).toEqual(ids)
    ann.submit(eraseObjects(ann.document, ids.slice(0, 39)))
    expect(Array.from(ann.document.inkInOrder(), ({ id }) => id)).toEqual(ids.slice(39))
  })
})
