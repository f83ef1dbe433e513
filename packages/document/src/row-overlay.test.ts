import { Image, type ObjectId, objectIdOf, type Row } from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { RowOverlay } from './row-overlay.ts'
import { selfOf } from './testing/board-kit.ts'

const { author, person } = selfOf(1)
const idOf = (n: number) => objectIdOf(author, n)
const idsOf = (rows: Iterable<Row>): ObjectId[] => Array.from(rows, ({ id }) => id)

/** Rows 1 and 2, both removed by batch 2. */
function base(): Image {
  const image = new Image()
  const body = new Uint8Array(0)
  const create = (n: number) =>
    ({ kind: 'create', n, page: 0, parent: null, body, last: true }) as const
  image.apply({ author, person, counter: 1, seq: 1, ops: [create(1), create(2)] })
  image.apply({
    author,
    person,
    counter: 2,
    seq: 2,
    ops: [{ kind: 'remove', ids: [idOf(1), idOf(2)] }],
  })
  return image
}

describe('an overlay', () => {
  let image = new Image()
  let overlay = new RowOverlay(image)

  beforeEach(() => {
    image = base()
    overlay = new RowOverlay(image)
  })

  function change(n: number, changes: Partial<Row>): void {
    const row = overlay.get(idOf(n))
    if (row !== null) overlay.put({ ...row, ...changes })
  }

  it('shows the rows below it until they are written', () => {
    expect(overlay.get(idOf(1))).toBe(image.get(idOf(1)))
    change(1, { page: 3 })
    expect(overlay.get(idOf(1))?.page).toBe(3)
    expect(image.get(idOf(1))?.page).toBe(0)
    expect(overlay.has(idOf(1))).toBe(true)
    expect(overlay.has(idOf(2))).toBe(false)
  })

  it('walks each row once, its own ones too', () => {
    change(1, { page: 3 })
    change(2, { id: idOf(7) })
    expect(idsOf(overlay.all())).toEqual([idOf(1), idOf(2), idOf(7)])
  })

  it('shows the row below again when it is uncovered', () => {
    change(1, { gone: null })
    overlay.uncover(idOf(1))
    expect(overlay.get(idOf(1))).toBe(image.get(idOf(1)))
    expect(idsOf(overlay.goneBy({ author, counter: 2 }))).toEqual([idOf(1), idOf(2)])
  })

  it('knows what is gone by a batch, below and above, as the rows are now', () => {
    change(1, { gone: null })
    expect(idsOf(overlay.goneBy({ author, counter: 2 }))).toEqual([idOf(2)])
    change(1, { gone: { author, counter: 5 } })
    expect(idsOf(overlay.goneBy({ author, counter: 5 }))).toEqual([idOf(1)])
    change(1, { gone: { author, counter: 2 } })
    expect(idsOf(overlay.goneBy({ author, counter: 5 }))).toEqual([])
    expect(idsOf(overlay.goneBy({ author, counter: 2 }))).toEqual([idOf(2), idOf(1)])
  })

  it('can stand above another', () => {
    change(1, { gone: null })
    const upper = new RowOverlay(overlay)
    expect(idsOf(upper.goneBy({ author, counter: 2 }))).toEqual([idOf(2)])
    expect(upper.get(idOf(1))?.gone).toBeNull()
  })
})
