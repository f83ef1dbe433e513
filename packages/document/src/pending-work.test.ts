import { objectIdOf } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { Document } from './document.ts'
import { eraseObjects, setTitle } from './edits.ts'
import { InkStrokeWriter } from './ink-stroke-writer.ts'
import { batchOf, Desk, HEADER, sample, selfOf, Table } from './testing/board-kit.ts'
import { draw, inkOf } from './testing/desk-work.ts'

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
