import { describe, expect, it } from 'vitest'
import { Desk } from './testing/board-kit.ts'
import { draw, erase, nameBoard, shown, undo } from './testing/desk-work.ts'

describe('a refused batch', () => {
  it('leaves nothing to undo', () => {
    const desk = new Desk(1)
    draw(desk, 1)
    draw(desk, 2)
    desk.document.refuse(desk.ref(2), 'forbidden')
    undo(desk)
    expect(undo(desk)).toBe(false)
    expect(desk.document.isEmpty).toBe(true)
  })

  it('leaves the rest of its step', () => {
    const desk = new Desk(1)
    const ids = [draw(desk, 1), draw(desk, 2)]
    desk.document.history.beginStep()
    for (const id of ids) erase(desk, id)
    desk.document.refuse(desk.ref(4), 'forbidden')
    desk.document.history.endStep()
    expect(shown(desk)).toEqual(ids.slice(1))
    undo(desk)
    expect(shown(desk)).toEqual(ids)
  })

  it('does not come back as the value before the next one', () => {
    const desk = new Desk(1)
    for (const title of ['kept', 'refused', 'last']) nameBoard(desk, title)
    desk.document.refuse(desk.ref(2), 'too-large')
    undo(desk)
    expect(desk.document.title).toBe('kept')
    undo(desk)
    expect(desk.document.title).toBe('')
  })

  it('that was an undo leaves the step to be done no more', () => {
    const desk = new Desk(1)
    const id = draw(desk, 1)
    undo(desk)
    desk.document.refuse(desk.ref(2), 'forbidden')
    expect(shown(desk)).toEqual([id])
    expect(desk.document.history.canRedo).toBe(false)
  })
})

function fail(): never {
  throw new Error('the outbox is full')
}

describe('an undo that cannot be submitted', () => {
  it('stays to be done', () => {
    const desk = new Desk(1)
    draw(desk, 1)
    expect(() => desk.document.history.undo(fail)).toThrow('the outbox is full')
    expect(undo(desk)).toBe(true)
    expect(desk.document.isEmpty).toBe(true)
  })

  it('or is refused at once stays to be done', () => {
    const desk = new Desk(1)
    draw(desk, 1)
    const done = desk.document.history.undo(ops => {
      const batch = desk.submit(ops)
      desk.document.refuse(batch, 'too-large')
      return batch
    })
    expect(done).toBe(false)
    expect(desk.document.size).toBe(1)
    expect(desk.document.history).toMatchObject({ canUndo: true, canRedo: false })
  })
})

describe('a discarded step', () => {
  it('leaves neither objects nor history, and redo as it was', () => {
    const desk = new Desk(1)
    const { history } = desk.document
    const id = draw(desk, 1)
    erase(desk, id)
    undo(desk)
    history.beginStep()
    draw(desk, 2)
    history.discardStep(desk.submit)
    expect(shown(desk)).toEqual([id])
    expect(history.canRedo).toBe(true)
    undo(desk)
    expect(shown(desk)).toEqual([])
    expect(history.canUndo).toBe(false)
  })

  it('is no more than nothing where no step is open', () => {
    const desk = new Desk(1)
    draw(desk, 1)
    desk.document.history.discardStep(desk.submit)
    expect(desk.document.size).toBe(1)
    expect(desk.document.history.canUndo).toBe(true)
  })
})
