// A stroke with parts wiped out: what of it is erased is the union of what its erasures say.

import {
  appendBody,
  EMPTY_BODY,
  ERASED_STEPS,
  must,
  type ObjectId,
  objectIdOf,
  type Row,
} from '@inkroom/protocol'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BoardView } from './board-view.ts'
import { Document } from './document.ts'
import { createStroke, eraseObjects } from './edits.ts'
import { ErasedStrokes } from './erased-strokes.ts'
import { ErasureWriter } from './erasure-writer.ts'
import { Desk, HEADER, selfOf, Table } from './testing/board-kit.ts'
import { ChildIndex } from './visibility.ts'

const ann = { n: 1 }
const bob = { n: 2 }
let desks: Map<typeof ann, Desk>
let table: Table
let stroke: ObjectId

const desk = (who: typeof ann): Desk => {
  const found = desks.get(who)
  if (found === undefined) throw new Error('a desk')
  return found
}

const erasedOn = (document: Document, id = stroke) => {
  const object = document.get(id)
  return object?.kind === 'ink' ? object.erased.map(({ from, to }) => [from, to]) : null
}

/** One gesture on the stroke: the ranges one by one. */
function erase(who: typeof ann, n: number, ...ranges: readonly [number, number][]): ObjectId {
  const { submit, self } = desk(who)
  const writer = new ErasureWriter({ n, page: 0, stroke })
  const [first, ...rest] = ranges.map(([from, to]) => ({ from, to }))
  submit([writer.begin(first === undefined ? [] : [first])])
  for (const range of rest) submit([writer.extend([range])])
  submit([writer.finish([])])
  return objectIdOf(self.author, n)
}

const asStep = (who: typeof ann, edit: () => void) => {
  const { history } = desk(who).document
  history.beginStep()
  edit()
  history.endStep()
}

beforeEach(() => {
  desks = new Map([
    [ann, new Desk(1)],
    [bob, new Desk(2)],
  ])
  table = new Table(...desks.values())
  desk(ann).submit([createStroke({ n: 1, page: 0, header: HEADER })])
  stroke = objectIdOf(desk(ann).self.author, 1)
  table.settle()
})

describe('what is erased of a stroke', () => {
  it('is the union of what anybody erased, whichever came first', () => {
    erase(ann, 2, [1, 2], [4, 5])
    erase(bob, 1, [1.5, 3])
    table.put(desk(bob))
    table.settle()
    for (const who of [ann, bob]) {
      expect(erasedOn(desk(who).document)).toEqual([
        [1, 3],
        [4, 5],
      ])
    }
  })

  it('shows at once, and grows with the gesture', () => {
    const { submit, document } = desk(ann)
    const writer = new ErasureWriter({ n: 2, page: 0, stroke })
    submit([writer.begin([{ from: 0, to: 1 }])])
    expect(erasedOn(document)).toEqual([[0, 1]])
    submit([writer.extend([{ from: 1, to: 2.5 }])])
    expect(erasedOn(document)).toEqual([[0, 2.5]])
  })

  it('is rounded outwards', () => {
    erase(ann, 2, [1.0001, 1.0002])
    expect(erasedOn(desk(ann).document)).toEqual([[1, 1 + 1 / 4096]])
  })

  it('comes back with an undo of the gesture, and goes again with a redo', () => {
    const { document, submit } = desk(ann)
    asStep(ann, () => void erase(ann, 2, [1, 2], [3, 4]))
    erase(bob, 1, [7, 8])
    table.settle()
    document.history.undo(submit)
    expect(erasedOn(document)).toEqual([[7, 8]])
    document.history.redo(submit)
    table.settle()
    expect(erasedOn(desk(bob).document)).toEqual([
      [1, 2],
      [3, 4],
      [7, 8],
    ])
  })

  it('comes back with the stroke itself, where the gesture left nothing of it', () => {
    const { document, submit } = desk(ann)
    asStep(ann, () => {
      erase(ann, 2, [0, 9])
      for (const op of eraseObjects(document, [stroke])) submit([op])
    })
    expect(document.isVisible(stroke)).toBe(false)
    document.history.undo(submit)
    table.settle()
    for (const who of [ann, bob]) {
      expect(desk(who).document.isVisible(stroke)).toBe(true)
      expect(erasedOn(desk(who).document)).toEqual([])
    }
  })

  it('stays erased when the stroke is removed and brought back', () => {
    erase(bob, 1, [1, 2])
    table.settle()
    const { document, submit } = desk(ann)
    submit(eraseObjects(document, [stroke]))
    document.history.undo(submit)
    expect(erasedOn(document)).toEqual([[1, 2]])
  })

  it('is nothing any more once the erasure was refused', () => {
    const { document } = desk(ann)
    erase(ann, 2, [1, 2])
    for (const counter of [2, 3]) document.refuse(desk(ann).ref(counter), 'forbidden')
    expect(erasedOn(document)).toEqual([])
  })

  it('is the same for who gets the erasure before its stroke', () => {
    erase(bob, 1, [1, 2])
    table.settle()
    const late = new Document(selfOf(9))
    const rows = Array.from(table.image.all())
    for (const row of rows.toReversed()) late.addRows([row])
    expect(erasedOn(late)).toEqual([[1, 2]])
  })

  it('is kept while the stroke still grows', () => {
    erase(bob, 1, [0, 3])
    table.settle()
    const body = Uint8Array.of(0, 4, 4)
    const at = table.image.get(stroke)?.body.length ?? 0
    desk(ann).submit([{ kind: 'extend', n: 1, at, body, last: false }])
    table.settle()
    expect(desk(bob).document.get(stroke)).toMatchObject({ points: { length: 2 } })
    expect(erasedOn(desk(bob).document)).toEqual([[0, 3]])
  })
})

describe('a stroke that several have wiped out', () => {
  const seenOn = (document: Document) => [
    document.size,
    document.isEmpty,
    Array.from(document.inkInOrder(), ({ id }) => id),
    document.visibleInk(stroke)?.id ?? null,
  ]
  const nothing = [0, true, [], null]
  const all = () => [1, false, [stroke], stroke]

  beforeEach(() => {
    const body = Uint8Array.of(0, 4, 4, 0, 4, 4)
    const at = table.image.get(stroke)?.body.length ?? 0
    desk(ann).submit([{ kind: 'extend', n: 1, at, body, last: false }])
    table.settle()
  })

  it('is nothing to see, whoever was first, and comes back with either of their undos', () => {
    asStep(ann, () => void erase(ann, 2, [0, 1]))
    asStep(bob, () => void erase(bob, 1, [1, 2]))
    for (const who of [ann, bob]) expect(seenOn(desk(who).document)).toEqual(all())
    table.put(desk(bob))
    table.settle()
    for (const who of [ann, bob]) expect(seenOn(desk(who).document)).toEqual(nothing)
    desk(ann).document.history.undo(desk(ann).submit)
    table.settle()
    for (const who of [ann, bob]) {
      expect(seenOn(desk(who).document)).toEqual(all())
      expect(erasedOn(desk(who).document)).toEqual([[1, 2]])
    }
  })

  it('is so for who gets its rows in any order', () => {
    erase(ann, 2, [0, 1])
    erase(bob, 1, [1, 2])
    table.settle()
    const rows = Array.from(table.image.all())
    for (const order of [rows, rows.toReversed()]) {
      const late = new Document(selfOf(9))
      for (const row of order) late.addRows([row])
      expect(seenOn(late)).toEqual(nothing)
      late.reset()
      expect(late.size).toBe(0)
      late.addRows(order)
      expect(seenOn(late)).toEqual(nothing)
    }
  })

  it('is seen again by what its author adds to it', () => {
    erase(bob, 1, [0, 2])
    table.settle()
    expect(seenOn(desk(ann).document)).toEqual(nothing)
    const at = table.image.get(stroke)?.body.length ?? 0
    const body = Uint8Array.of(0, 4, 4)
    desk(ann).submit([{ kind: 'extend', n: 1, at, body, last: false }])
    table.settle()
    for (const who of [ann, bob]) expect(seenOn(desk(who).document)).toEqual(all())
  })

  it('may be a dot, and is counted once when it is removed too', () => {
    erase(bob, 1, [0, 2])
    table.settle()
    const { document, submit } = desk(ann)
    submit(eraseObjects(document, [stroke]))
    expect(seenOn(document)).toEqual(nothing)
    submit([createStroke({ n: 5, page: 0, header: HEADER })])
    expect(document.size).toBe(1)
    const dot = objectIdOf(desk(ann).self.author, 5)
    const writer = new ErasureWriter({ n: 6, page: 0, stroke: dot })
    submit([writer.begin([{ from: 0, to: 1 }])])
    expect(seenOn(document)).toEqual(nothing)
  })
})

describe('an erasure', () => {
  it('is an object of its stroke, and nothing to see', () => {
    const { document } = desk(ann)
    const id = erase(ann, 2, [1, 2], [1.5, 3])
    expect(document.get(id)).toMatchObject({
      kind: 'erasure',
      parent: stroke,
    })
    expect(document.size).toBe(1)
    expect(Array.from(document.inkInOrder())).toHaveLength(1)
    desk(ann).submit([{ kind: 'remove', ids: [stroke] }])
    expect(document.isEmpty).toBe(true)
  })

  it('tells its stroke as changed when it is made, grows, goes and comes back, and no other', () => {
    const { document, submit } = desk(bob)
    submit([createStroke({ n: 9, page: 0, header: HEADER })])
    const told: boolean[] = []
    document.onChange(({ changed }) => {
      told.push(changed.includes(stroke))
      expect(changed).not.toContain(objectIdOf(desk(bob).self.author, 9))
    })
    const writer = new ErasureWriter({ n: 1, page: 0, stroke })
    submit([writer.begin([{ from: 0, to: 1 }])])
    submit([writer.extend([{ from: 2, to: 3 }])])
    document.history.undo(submit)
    document.history.redo(submit)
    expect(told).toEqual([true, true, true, true])
  })

  it('leaves the object of a stroke as it was, where it changes nothing of it', () => {
    const { document, submit } = desk(ann)
    erase(ann, 2, [1, 2])
    const before = document.get(stroke)
    submit([createStroke({ n: 3, page: 0, header: HEADER })])
    expect(document.get(stroke)).toBe(before)
  })

  it('without a stroke, or of a garbled body, erases nothing', () => {
    const { document, submit } = desk(ann)
    const writer = new ErasureWriter({ n: 2, page: 0, stroke: objectIdOf(selfOf(7).author, 1) })
    submit([writer.begin([{ from: 0, to: 1 }])])
    const body = Uint8Array.of(3, 0, 0, 0, 5)
    submit([{ kind: 'create', n: 3, page: 0, parent: stroke, body, last: true }])
    expect(erasedOn(document)).toEqual([])
    expect(document.size).toBe(1)
  })
})

describe('[G17] what many erasures say', () => {
  const count = 500
  const idOf = (n: number) => objectIdOf(selfOf(3).author, n)

  /** Each a range of its own. */
  function erasureRow(n: number, more: readonly number[] = []): Row {
    const body = appendBody(EMPTY_BODY, Uint8Array.of(3, ...[n, 1].flatMap(varint), ...more))
    return { ...must(table.image.get(stroke), 'the stroke'), id: idOf(n), parent: stroke, body }
  }
  const varint = (value: number) =>
    value < 128 ? [value] : [128 + (value % 128), Math.floor(value / 128)]

  it('is not asked for again where one of them grows, or another comes', () => {
    const rows = new Map(Array.from({ length: count }, (_, i) => [idOf(4 * i), erasureRow(4 * i)]))
    const children = new ChildIndex()
    for (const [id, row] of rows) children.note(id, row)
    let looks = 0
    const erased = new ErasedStrokes(children, id => {
      looks += 1
      return rows.get(id) ?? null
    })
    expect(erased.of(stroke)).toHaveLength(count)
    looks = 0
    const change = (n: number, row: Row | null) => {
      if (row === null) rows.delete(idOf(n))
      else rows.set(idOf(n), row)
      children.note(idOf(n), row)
      erased.note(stroke, idOf(n))
      return erased.of(stroke).length
    }
    expect(change(8, erasureRow(8, [10, 1]))).toBe(count + 1)
    expect(change(2, erasureRow(2))).toBe(count + 2)
    expect(change(12, erasureRow(12))).toBe(count + 2)
    expect(looks).toBeLessThan(10)
    expect(change(2, null)).toBe(count + 1)
  })

  /** As a room has it by then. */
  const later = (row: Row, by: number): Row => ({ ...row, seq: row.seq + by })

  it('is not looked at again in a document either, where one of them grows or another comes', () => {
    const { document } = desk(bob)
    document.addRows(Array.from({ length: count }, (_, i) => erasureRow(4 * i)))
    expect(erasedOn(document)).toHaveLength(count)
    const looks = vi.spyOn(BoardView.prototype, 'get')
    document.addRows([erasureRow(2)])
    document.addRows([later(erasureRow(8, [10, 1]), 1)])
    const looked = looks.mock.calls.length
    looks.mockRestore()
    expect(looked).toBeLessThan(40)
    expect(erasedOn(document)).toHaveLength(count + 2)
  })

  it('is what they say of the stroke that they are of now', () => {
    const { document, submit } = desk(ann)
    submit([createStroke({ n: 5, page: 0, header: HEADER })])
    const other = objectIdOf(desk(ann).self.author, 5)
    const erasedOnBoth = () => [erasedOn(document), erasedOn(document, other)]
    document.addRows([erasureRow(1), { ...erasureRow(4), parent: other }])
    const [one, four] = [[1, 2].map(at => at / ERASED_STEPS), [4, 5].map(at => at / ERASED_STEPS)]
    expect(erasedOnBoth()).toEqual([[one], [four]])
    document.addRows([later({ ...erasureRow(1), parent: other }, 1)])
    expect(erasedOnBoth()).toEqual([[], [one, four]])
    document.addRows([later(erasureRow(1), 2), later(erasureRow(4), 2)])
    expect(erasedOnBoth()).toEqual([[one, four], []])
  })
})
