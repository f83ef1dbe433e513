import { type CreateOp, type ObjectId, objectIdOf } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { Document, type DocumentChange } from './document.ts'
import { createStroke, eraseObjects, setTitle } from './edits.ts'
import { Desk, HEADER, selfOf, Table } from './testing/board-kit.ts'
import { draw } from './testing/desk-work.ts'

const child = (n: number, parent: ObjectId): CreateOp => ({
  ...createStroke({ n, page: 0, header: HEADER }),
  parent,
})

function changesOf(document: Document): DocumentChange[] {
  const changes: DocumentChange[] = []
  document.onChange(change => changes.push(change))
  return changes
}

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
