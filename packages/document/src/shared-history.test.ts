import { objectIdOf } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { clearPage } from './edits.ts'
import { InkStrokeWriter } from './ink-stroke-writer.ts'
import { HEADER, sample } from './testing/board-kit.ts'
import { company, draw, erase, nameBoard, redo, shown, undo } from './testing/desk-work.ts'

describe('own undo', () => {
  it('[G1] never takes back what others did', () => {
    const { ann, bob, table } = company()
    const theirs = draw(bob, 1)
    table.settle()
    const own = draw(ann, 1)
    erase(bob, theirs)
    table.settle()
    undo(ann)
    expect(undo(ann)).toBe(false)
    table.settle()
    expect(shown(bob)).toEqual([])
    undo(bob)
    table.settle()
    expect(shown(ann)).toEqual([theirs])
    expect(own).not.toBe(theirs)
  })

  it('skips a stroke that another erased, so that redo does not bring it back', () => {
    const { ann, bob, table } = company()
    const first = draw(ann, 1)
    const second = draw(ann, 2)
    table.settle()
    erase(bob, second)
    table.settle()
    expect(undo(ann)).toBe(true)
    expect(ann.document.isVisible(first)).toBe(false)
    redo(ann)
    expect(redo(ann)).toBe(false)
    expect(shown(ann)).toEqual([first])
    table.settle()
    undo(bob)
    table.settle()
    expect(shown(ann)).toEqual([first, second])
  })

  it('leaves a field alone that another has set since', () => {
    const { ann, bob, table } = company()
    nameBoard(ann, 'by Ann')
    table.settle()
    nameBoard(ann, 'again by Ann')
    table.settle()
    nameBoard(bob, 'by Bob')
    table.settle()
    // Nor is the title object taken away with it, though Ann had made that.
    expect(undo(ann)).toBe(false)
    expect([ann.document.title, bob.document.title]).toEqual(['by Bob', 'by Bob'])
  })

  it('[G1] that is still on its way gives way to what another set before it arrived', () => {
    const { ann, bob, table } = company()
    for (const title of ['first', 'second']) nameBoard(ann, title)
    table.settle()
    undo(ann)
    nameBoard(bob, 'by Bob')
    expect(ann.document.title).toBe('first')
    table.put(bob)
    expect(ann.document.title).toBe('by Bob')
    table.settle()
    expect([ann.document.title, bob.document.title]).toEqual(['by Bob', 'by Bob'])
  })

  it('goes back to the value of another that one had replaced', () => {
    const { ann, bob, table } = company()
    nameBoard(bob, 'by Bob')
    table.settle()
    nameBoard(ann, 'by Ann')
    table.settle()
    undo(ann)
    table.settle()
    expect(bob.document.title).toBe('by Bob')
    redo(ann)
    undo(ann)
    table.settle()
    expect(bob.document.title).toBe('by Bob')
  })

  it('of an erasure brings back what others did meanwhile to what was erased', () => {
    const { ann, bob, table } = company()
    const writer = new InkStrokeWriter({ n: 1, page: 0, header: HEADER })
    bob.submit([writer.begin()])
    table.settle()
    const id = objectIdOf(bob.self.author, 1)
    erase(ann, id)
    bob.submit([writer.finish([sample(1, 1)], 8)])
    table.settle()
    undo(ann)
    expect(ann.document.get(id)).toHaveProperty('points.length', 2)
  })

  it('of clearing the page does not bring back what was erased before it', () => {
    const { ann, bob, table } = company()
    const [a, b, c] = [draw(ann, 1), draw(ann, 2), draw(bob, 1)]
    table.settle()
    erase(ann, a)
    erase(bob, c)
    table.settle()
    const pending = draw(ann, 3)
    ann.submit(clearPage(ann.document, 0))
    expect(ann.document.isEmpty).toBe(true)
    undo(ann)
    expect(shown(ann)).toEqual([b, pending])
    table.settle()
    expect(shown(bob)).toEqual([b, pending])
    redo(ann)
    table.settle()
    expect(shown(bob)).toEqual([])
    // And their own erasures are still theirs to undo.
    undo(bob)
    expect(shown(bob)).toEqual([c])
  })
})
