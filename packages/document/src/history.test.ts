import { limits, objectIdOf } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { createStroke } from './edits.ts'
import { MAX_STEPS } from './history.ts'
import { InkStrokeWriter } from './ink-stroke-writer.ts'
import { Desk, HEADER, sample } from './testing/board-kit.ts'
import { company, draw, erase, nameBoard, redo, shown, undo } from './testing/desk-work.ts'

describe('undo', () => {
  it('has nothing to do on a new board', () => {
    const desk = new Desk(1)
    expect(desk.document.history).toMatchObject({ canUndo: false, canRedo: false })
    expect([undo(desk), redo(desk)]).toEqual([false, false])
  })

  it('takes a stroke away and redo brings it back', () => {
    const desk = new Desk(1)
    const id = draw(desk, 1)
    expect(undo(desk)).toBe(true)
    expect(shown(desk)).toEqual([])
    expect(redo(desk)).toBe(true)
    expect(shown(desk)).toEqual([id])
    expect(undo(desk)).toBe(true)
    expect(shown(desk)).toEqual([])
  })

  it('takes a stroke as one step, however many batches it came in', () => {
    const desk = new Desk(1)
    const first = draw(desk, 1)
    const { history } = desk.document
    history.beginStep()
    const writer = new InkStrokeWriter({ n: 2, page: 0, header: HEADER })
    desk.submit([writer.begin()])
    for (let i = 0; i < 5; i += 1) desk.submit([writer.extend([sample(i, i)], 20)])
    desk.submit([writer.finish([], 0)])
    history.endStep()
    undo(desk)
    expect(shown(desk)).toEqual([first])
    redo(desk)
    expect(desk.document.get(objectIdOf(desk.self.author, 2))).toMatchObject({ isFinished: true })
    expect(desk.document.get(objectIdOf(desk.self.author, 2))).toHaveProperty('points.length', 6)
  })

  it('ends a step that is still open, and what the pen adds to its stroke stays hidden', () => {
    const desk = new Desk(1)
    desk.document.history.beginStep()
    const writer = new InkStrokeWriter({ n: 1, page: 0, header: HEADER })
    desk.submit([writer.begin()])
    expect(desk.document.history.canUndo).toBe(true)
    undo(desk)
    desk.submit([writer.finish([sample(1, 1)], 8)])
    desk.document.history.endStep()
    expect(shown(desk)).toEqual([])
    redo(desk)
    expect(desk.document.size).toBe(1)
  })

  it('of an erasure brings back all of a gesture, and redo erases it again', () => {
    const desk = new Desk(1)
    const ids = [draw(desk, 1), draw(desk, 2), draw(desk, 3)]
    desk.document.history.beginStep()
    for (const id of ids) erase(desk, id)
    desk.document.history.endStep()
    undo(desk)
    expect(shown(desk)).toEqual(ids)
    redo(desk)
    expect(shown(desk)).toEqual([])
  })

  it('of drawing and erasing in one step does not show what was never to stay', () => {
    const desk = new Desk(1)
    const kept = draw(desk, 1)
    desk.document.history.beginStep()
    const passing = draw(desk, 2)
    erase(desk, kept, passing)
    desk.document.history.endStep()
    undo(desk)
    expect(shown(desk)).toEqual([kept])
    redo(desk)
    expect(shown(desk)).toEqual([])
    undo(desk)
    expect(shown(desk)).toEqual([kept])
  })

  it('brings back what a field was, step by step, and forth again', () => {
    const desk = new Desk(1)
    for (const title of ['a', 'b', 'c']) nameBoard(desk, title)
    const titles: string[] = []
    for (const go of [undo, undo, redo, redo, undo, undo, undo, redo, redo, redo]) {
      go(desk)
      titles.push(desk.document.title)
    }
    expect(titles).toEqual(['b', 'a', 'b', 'c', 'b', 'a', '', 'a', 'b', 'c'])
  })

  it('takes several values in one step back to the one before it', () => {
    const desk = new Desk(1)
    nameBoard(desk, 'before')
    desk.document.history.beginStep()
    for (const title of ['x', 'y', 'z']) nameBoard(desk, title)
    desk.document.history.endStep()
    undo(desk)
    expect(desk.document.title).toBe('before')
    redo(desk)
    expect(desk.document.title).toBe('z')
  })

  it('does the same when everything settles between the steps', () => {
    const { ann, bob, table } = company()
    const titles: string[] = []
    for (const title of ['a', 'b']) nameBoard(ann, title)
    for (const go of [undo, undo, redo, redo, undo]) {
      go(ann)
      table.settle()
      titles.push(bob.document.title)
    }
    expect(titles).toEqual(['a', '', 'a', 'b', 'a'])
  })

  it('goes back at least 500 steps', () => {
    const desk = new Desk(1)
    for (let n = 1; n <= 600; n += 1) draw(desk, n)
    let steps = 0
    while (undo(desk)) steps += 1
    expect(steps).toBe(600)
    expect(desk.document.isEmpty).toBe(true)
  })

  it('remembers no more than its bound, the newest', () => {
    const desk = new Desk(1)
    for (let n = 1; n <= MAX_STEPS + 5; n += 1) draw(desk, n)
    while (undo(desk));
    expect(desk.document.size).toBe(5)
  })

  it('of more than one batch can carry goes out in several', () => {
    const desk = new Desk(1)
    desk.document.history.beginStep()
    const sizes: number[] = []
    for (let n = 1; n <= 8000; n += 1) desk.submit([createStroke({ n, page: 0, header: HEADER })])
    desk.document.history.endStep()
    desk.document.history.undo(ops => {
      const batch = desk.submit(ops)
      sizes.push(batch.bytes.length)
      return batch
    })
    expect(desk.document.isEmpty).toBe(true)
    expect(sizes).toHaveLength(2)
    expect(Math.max(...sizes)).toBeLessThan(limits.MAX_FRAME_BYTES)
    redo(desk)
    expect(desk.document.size).toBe(8000)
  })
})

describe('redo', () => {
  it('is over with a new edit', () => {
    const desk = new Desk(1)
    draw(desk, 1)
    undo(desk)
    expect(desk.document.history.canRedo).toBe(true)
    draw(desk, 2)
    expect(desk.document.history.canRedo).toBe(false)
    expect(redo(desk)).toBe(false)
  })

  it('outlives a batch that did nothing', () => {
    const desk = new Desk(1)
    draw(desk, 1)
    undo(desk)
    desk.submit([{ kind: 'restore', counter: 99 }])
    expect(redo(desk)).toBe(true)
  })
})

describe('listeners of the history', () => {
  it('hear when undo or redo become possible or impossible, and nothing else', () => {
    const desk = new Desk(1)
    const states: string[] = []
    const stop = desk.document.history.onChange(({ canUndo, canRedo }) =>
      states.push(`${canUndo ? 'undo' : '-'} ${canRedo ? 'redo' : '-'}`),
    )
    draw(desk, 1)
    draw(desk, 2)
    undo(desk)
    undo(desk)
    draw(desk, 3)
    stop()
    undo(desk)
    expect(states).toEqual(['undo -', 'undo redo', '- redo', 'undo -'])
  })
})
