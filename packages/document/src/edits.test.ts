import { limits, type ObjectId, objectIdOf } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { removesOf, splitIntoBatches } from './batch-cutting.ts'
import { clearPage, createStroke, eraseObjects, finishStroke, setTitle } from './edits.ts'
import { InkStrokeWriter } from './ink-stroke-writer.ts'
import { ObjectMinter } from './object-minter.ts'
import { Desk, HEADER, sample, selfOf, Table } from './testing/board-kit.ts'
import { shown } from './testing/desk-work.ts'

const stroke = (n: number, page = 0) => createStroke({ n, page, header: HEADER })

describe('clearing a page', () => {
  it('removes what was seen, pending work too, and spares what others draw at that moment', () => {
    const [ann, bob] = [new Desk(1), new Desk(2)]
    const table = new Table(ann, bob)
    bob.submit([stroke(1)])
    table.settle()
    ann.submit([stroke(1)])
    bob.submit([stroke(2)])
    ann.submit(clearPage(ann.document, 0))
    expect(shown(ann)).toEqual([])
    table.put(bob)
    table.settle()
    expect(shown(bob)).toEqual([objectIdOf(bob.self.author, 2)])
    expect(shown(ann)).toEqual(shown(bob))
  })

  it('spares other pages and the title', () => {
    const desk = new Desk(1)
    desk.submit([
      stroke(1),
      stroke(2, 1),
      ...setTitle('kept', { board: desk.document, mint: () => 3 }),
    ])
    new Table(desk).settle()
    desk.submit([stroke(4)])
    desk.submit(clearPage(desk.document, 0))
    expect(desk.document.title).toBe('kept')
    expect(shown(desk)).toEqual([2, 3].map(n => objectIdOf(desk.self.author, n)))
  })

  it('asks for nothing on an empty page', () => {
    const desk = new Desk(1)
    desk.submit([stroke(1, 1)])
    expect(clearPage(desk.document, 0)).toEqual([])
  })
})

describe('erasing', () => {
  it('names each object once, and none that is gone or unknown', () => {
    const desk = new Desk(1)
    desk.submit([stroke(1), stroke(2)])
    const [a, b, c] = [1, 2, 3].map(n => objectIdOf(desk.self.author, n)) as [
      ObjectId,
      ObjectId,
      ObjectId,
    ]
    desk.submit(eraseObjects(desk.document, [a]))
    expect(eraseObjects(desk.document, [a, b, b, c])).toEqual([{ kind: 'remove', ids: [b] }])
    expect(eraseObjects(desk.document, [a])).toEqual([])
  })

  it('of very many is cut to what one op may name', () => {
    const ids = Array.from({ length: limits.MAX_REMOVE_IDS + 1 }, (_, n) =>
      objectIdOf(selfOf(1).author, n + 1),
    )
    const removes = removesOf(ids)
    expect(removes.map(remove => remove.ids.length)).toEqual([limits.MAX_REMOVE_IDS, 1])
    expect(removes.flatMap(remove => remove.ids)).toEqual(ids)
  })
})

describe('the title', () => {
  const titleOf = (desk: Desk, text: string) =>
    setTitle(text, { board: desk.document, mint: () => 1 })

  it('is made once and set from then on', () => {
    const desk = new Desk(1)
    expect(titleOf(desk, 'one').map(({ kind }) => kind)).toEqual(['create', 'set'])
    desk.submit(titleOf(desk, 'one'))
    expect(titleOf(desk, 'two').map(({ kind }) => kind)).toEqual(['set'])
    expect(titleOf(desk, 'one')).toEqual([])
  })

  it.each([
    ['a'.repeat(300), 'a'.repeat(256)],
    ['é'.repeat(200), 'é'.repeat(128)],
    [`${'a'.repeat(255)}😀`, 'a'.repeat(255)],
    ['lone \ud800 half', 'lone \ufffd half'],
  ])('is cut between characters: %#', (text, kept) => {
    const desk = new Desk(1)
    desk.submit(titleOf(desk, text))
    expect(desk.document.title).toBe(kept)
  })
})

describe('a stroke writer', () => {
  const writerOf = () => new InkStrokeWriter({ n: 1, page: 0, header: HEADER })

  it('makes ops that follow on each other', () => {
    const desk = new Desk(1)
    const writer = writerOf()
    const { body } = writer.begin()
    const first = writer.extend([sample(81, 161)], 8)
    const last = writer.finish([sample(82, 162), sample(83, 163)], 16)
    expect(first.at).toBe(body.length)
    expect(last.at).toBe(body.length + first.body.length)
    expect(writer.bodyBytes).toBe(last.at + last.body.length)
    expect([first.last, last.last]).toEqual([false, true])
    expect(desk.document.isEmpty).toBe(true)
  })

  it('finishes without a sample by an empty body', () => {
    const writer = writerOf()
    const { body } = writer.begin()
    expect(writer.finish([], 0)).toEqual(finishStroke(1, body.length))
  })

  it('refuses to begin twice, to grow unborn and to grow when it is finished', () => {
    const writer = writerOf()
    expect(() => writer.extend([sample(1, 1)], 8)).toThrow('unborn')
    writer.begin()
    expect(() => writer.begin()).toThrow('begins once')
    writer.finish([], 0)
    expect(() => writer.extend([sample(1, 1)], 8)).toThrow('finished')
  })
})

describe('cutting into batches', () => {
  it('keeps all ops in their order, within the bytes of a frame and the ops of a batch', () => {
    const body = new Uint8Array(20_000)
    const ops = [
      ...Array.from({ length: 8 }, (_, n) => ({ ...stroke(n), body })),
      ...Array.from({ length: 2000 }, (_, n) => finishStroke(n, 0)),
    ]
    const batches = splitIntoBatches(ops)
    expect(batches.flat()).toEqual(ops)
    expect(batches.map(batch => batch.length)).toEqual([3, 3, 1024, 978])
  })

  it('leaves an op alone that is too large by itself', () => {
    const large = { ...stroke(1), body: new Uint8Array(100_000) }
    expect(splitIntoBatches([stroke(2), large, stroke(3)]).map(each => each.length)).toEqual([
      1, 1, 1,
    ])
    expect(splitIntoBatches([])).toEqual([])
  })
})

describe('object numbers', () => {
  it('are 1, 2, 3, or go on behind the last one in use', () => {
    const minter = new ObjectMinter()
    expect([minter.next(), minter.next(), minter.next()]).toEqual([1, 2, 3])
    expect(new ObjectMinter(7).next()).toBe(8)
  })
})
