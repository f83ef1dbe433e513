import { type InkHeader, limits, type ObjectId, objectIdOf } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { clearPage, createStroke, eraseObjects, setTitle } from './edits.ts'
import { MAX_STEPS } from './history.ts'
import { InkStrokeWriter } from './ink-stroke-writer.ts'
import { Desk, HEADER, sample, Table } from './testing/board-kit.ts'

function draw(desk: Desk, n: number, header: InkHeader = HEADER): ObjectId {
  const writer = new InkStrokeWriter({ n, page: 0, header })
  desk.submit([writer.begin(), writer.finish([sample(90, 170)], 8)])
  return objectIdOf(desk.self.author, n)
}

const erase = (desk: Desk, ...ids: ObjectId[]) => desk.submit(eraseObjects(desk.document, ids))
const undo = (desk: Desk) => desk.document.history.undo(desk.submit)
const redo = (desk: Desk) => desk.document.history.redo(desk.submit)
const shown = (desk: Desk) => Array.from(desk.document.idsInOrder())

function name(desk: Desk, title: string): void {
  const ops = setTitle(title, { board: desk.document, mint: () => 1000 })
  desk.submit(ops)
}

/** Two people at one table, with nothing pending. */
function company() {
  const [ann, bob] = [new Desk(1), new Desk(2)]
  return { ann, bob, table: new Table(ann, bob) }
}

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
    for (const title of ['a', 'b', 'c']) name(desk, title)
    const titles: string[] = []
    for (const go of [undo, undo, redo, redo, undo, undo, undo, redo, redo, redo]) {
      go(desk)
      titles.push(desk.document.title)
    }
    expect(titles).toEqual(['b', 'a', 'b', 'c', 'b', 'a', '', 'a', 'b', 'c'])
  })

  it('takes several values in one step back to the one before it', () => {
    const desk = new Desk(1)
    name(desk, 'before')
    desk.document.history.beginStep()
    for (const title of ['x', 'y', 'z']) name(desk, title)
    desk.document.history.endStep()
    undo(desk)
    expect(desk.document.title).toBe('before')
    redo(desk)
    expect(desk.document.title).toBe('z')
  })

  it('does the same when everything settles between the steps', () => {
    const { ann, bob, table } = company()
    const titles: string[] = []
    for (const title of ['a', 'b']) name(ann, title)
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
    name(ann, 'by Ann')
    table.settle()
    name(ann, 'again by Ann')
    table.settle()
    name(bob, 'by Bob')
    table.settle()
    // Nor is the title object taken away with it, though Ann had made that.
    expect(undo(ann)).toBe(false)
    expect([ann.document.title, bob.document.title]).toEqual(['by Bob', 'by Bob'])
  })

  it('[G1] that is still on its way gives way to what another set before it arrived', () => {
    const { ann, bob, table } = company()
    for (const title of ['first', 'second']) name(ann, title)
    table.settle()
    undo(ann)
    name(bob, 'by Bob')
    expect(ann.document.title).toBe('first')
    table.put(bob)
    expect(ann.document.title).toBe('by Bob')
    table.settle()
    expect([ann.document.title, bob.document.title]).toEqual(['by Bob', 'by Bob'])
  })

  it('goes back to the value of another that one had replaced', () => {
    const { ann, bob, table } = company()
    name(bob, 'by Bob')
    table.settle()
    name(ann, 'by Ann')
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
    for (const title of ['kept', 'refused', 'last']) name(desk, title)
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
