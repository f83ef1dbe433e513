import { type ObjectId, objectIdOf } from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BoardOrder, boardOrderOf } from './board-order.ts'
import { selfOf } from './testing/board-kit.ts'
import { VisibleObjects } from './visible-objects.ts'

const idOf = (n: number): ObjectId => objectIdOf(selfOf(1).author, n)
const orderOf = (n: number, born = n): BoardOrder => boardOrderOf({ born, bornAt: 0, id: idOf(n) })
const listOf = (visible: VisibleObjects): ObjectId[] => Array.from(visible.inOrder())

function shown(...numbers: readonly number[]): VisibleObjects {
  const visible = new VisibleObjects()
  for (const n of numbers) visible.show(idOf(n), orderOf(n))
  return visible
}

describe('visible objects', () => {
  it('are listed from the bottom to the top, in whatever order they came', () => {
    expect(listOf(shown(3, 1, 2))).toEqual([1, 2, 3].map(idOf))
  })

  it('move when their order changes', () => {
    const visible = shown(1, 2, 3)
    visible.show(idOf(1), orderOf(1, 9))
    expect(listOf(visible)).toEqual([2, 3, 1].map(idOf))
    expect(visible.size).toBe(3)
  })

  it('are listed once though they are shown again', () => {
    const visible = shown(1, 2)
    visible.show(idOf(2), orderOf(2))
    expect(listOf(visible)).toEqual([1, 2].map(idOf))
  })

  it('are gone when they are hidden, and come back', () => {
    const visible = shown(1, 2)
    expect([visible.hide(idOf(1)), visible.hide(idOf(1))]).toEqual([true, false])
    expect(visible.has(idOf(1))).toBe(false)
    expect(listOf(visible)).toEqual([idOf(2)])
    visible.show(idOf(1), orderOf(1))
    expect(listOf(visible)).toEqual([1, 2].map(idOf))
  })

  it('are none when they are cleared', () => {
    const visible = shown(1, 2)
    visible.clear()
    expect([visible.size, listOf(visible)]).toEqual([0, []])
    visible.show(idOf(2), orderOf(2))
    expect(listOf(visible)).toEqual([idOf(2)])
  })

  it('name the uppermost of some, leaving out what is hidden', () => {
    const visible = shown(2, 5, 3)
    visible.hide(idOf(5))
    expect(visible.topOf([2, 3, 5, 7].map(idOf))).toBe(idOf(3))
    expect(visible.topOf([idOf(5)])).toBeNull()
    expect(visible.topOf([])).toBeNull()
  })

  it('are in order after any changes, asked for at any time', () => {
    const step = fc.record({
      n: fc.integer({ min: 1, max: 12 }),
      born: fc.integer({ min: 1, max: 20 }),
      does: fc.constantFrom('show', 'show', 'hide', 'list'),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const visible = new VisibleObjects()
        const model = new Map<ObjectId, BoardOrder>()
        for (const { n, born, does } of steps) {
          const order = orderOf(n, born)
          if (does === 'list') listOf(visible)
          if (does === 'hide') expect(visible.hide(idOf(n))).toBe(model.delete(idOf(n)))
          if (does !== 'show') continue
          visible.show(idOf(n), order)
          model.set(idOf(n), order)
        }
        const sorted = Array.from(model).toSorted(([, a], [, b]) => (a < b ? -1 : 1))
        expect(listOf(visible)).toEqual(sorted.map(([id]) => id))
      }),
    )
  })
})
