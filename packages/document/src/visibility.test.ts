import { EMPTY_BODY, type ObjectId, objectIdOf, type Row } from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { selfOf } from './testing/board-kit.ts'
import { ChildIndex, isVisibleRow, MAX_GENERATIONS } from './visibility.ts'

const { author, person } = selfOf(1)
const idOf = (n: number): ObjectId => objectIdOf(author, n)

interface Family {
  readonly n: number
  readonly parent: number | null
  readonly gone: boolean
}

function rowOf({ n, parent, gone }: Family): Row {
  return {
    id: idOf(n),
    author,
    owner: person,
    page: 0,
    parent: parent === null ? null : idOf(parent),
    born: n,
    bornAt: 0,
    seq: n,
    finished: true,
    gone: gone ? { author, counter: 1 } : null,
    fields: [],
    body: EMPTY_BODY,
  }
}

/** Which of the family show. */
function visibleOf(family: readonly Family[]): number[] {
  const rows = new Map(family.map(each => [idOf(each.n), rowOf(each)]))
  const isShown = ({ n }: Family): boolean => {
    const row = rows.get(idOf(n))
    return row !== undefined && isVisibleRow(row, id => rows.get(id) ?? null)
  }
  return family.filter(isShown).map(({ n }) => n)
}

describe('a row shows', () => {
  it.each<[string, Family[], number[]]>([
    ['when it is not gone', [{ n: 1, parent: null, gone: false }], [1]],
    ['no more when it is gone', [{ n: 1, parent: null, gone: true }], []],
    ['when its parent is not there', [{ n: 1, parent: 9, gone: false }], [1]],
    [
      'only while its parent does',
      [
        { n: 1, parent: null, gone: true },
        { n: 2, parent: 1, gone: false },
        { n: 3, parent: 2, gone: false },
        { n: 4, parent: null, gone: false },
      ],
      [4],
    ],
    [
      'whatever happens to its children',
      [
        { n: 1, parent: null, gone: false },
        { n: 2, parent: 1, gone: true },
        { n: 3, parent: 2, gone: false },
      ],
      [1],
    ],
    ['though it names itself as its parent', [{ n: 1, parent: 1, gone: false }], [1]],
    [
      'in a circle of which nothing is gone',
      [
        { n: 1, parent: 2, gone: false },
        { n: 2, parent: 3, gone: false },
        { n: 3, parent: 1, gone: false },
        { n: 4, parent: 1, gone: false },
      ],
      [1, 2, 3, 4],
    ],
    [
      'no more when anything in its circle is gone',
      [
        { n: 1, parent: 2, gone: false },
        { n: 2, parent: 1, gone: true },
        { n: 3, parent: 1, gone: false },
      ],
      [],
    ],
  ])('%s', (_, family, visible) => {
    expect(visibleOf(family)).toEqual(visible)
  })

  it('[G17] by so many generations above it, and no more', () => {
    const family = Array.from({ length: MAX_GENERATIONS + 2 }, (_, n) => {
      return { n, parent: n === 0 ? null : n - 1, gone: n === 0 }
    })
    expect(visibleOf(family)).toEqual([MAX_GENERATIONS + 1])
  })

  it('or not by the rows alone, never by the order in which they came', () => {
    const member = fc.record({
      n: fc.integer({ min: 1, max: 8 }),
      parent: fc.option(fc.integer({ min: 1, max: 9 })),
      gone: fc.boolean(),
    })
    const family = fc.uniqueArray(member, { selector: ({ n }) => n })
    const shuffled = family.chain(all =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        expect(new Set(visibleOf(mixed))).toEqual(new Set(visibleOf(all)))
      }),
    )
  })
})

describe('the index of children', () => {
  const below = (index: ChildIndex, ...numbers: number[]): ObjectId[] =>
    Array.from(index.withDescendants(new Set(numbers.map(idOf)))).toSorted()
  const note = (index: ChildIndex, n: number, parent: number | null): void =>
    index.note(idOf(n), rowOf({ n, parent, gone: false }))

  it('finds all that hangs below, each once', () => {
    const index = new ChildIndex()
    for (const [n, parent] of [
      [2, 1],
      [3, 1],
      [4, 2],
      [5, 9],
    ] as const)
      note(index, n, parent)
    expect(below(index, 1)).toEqual([1, 2, 3, 4].map(idOf))
    expect(below(index, 2, 4)).toEqual([2, 4].map(idOf))
    expect(below(index, 9)).toEqual([5, 9].map(idOf))
  })

  it('[G17] finds no more generations than a row may hang on', () => {
    const index = new ChildIndex()
    for (let n = 1; n <= MAX_GENERATIONS + 5; n += 1) note(index, n, n - 1)
    expect(index.withDescendants(new Set([idOf(0)])).size).toBe(MAX_GENERATIONS + 1)
  })

  it('ends in a circle', () => {
    const index = new ChildIndex()
    note(index, 1, 2)
    note(index, 2, 1)
    note(index, 3, 3)
    expect(below(index, 1)).toEqual([1, 2].map(idOf))
    expect(below(index, 3)).toEqual([idOf(3)])
  })

  it('follows a row that changes its parent or is no more', () => {
    const index = new ChildIndex()
    note(index, 3, 1)
    note(index, 4, 1)
    note(index, 3, 2)
    expect(below(index, 1)).toEqual([1, 4].map(idOf))
    expect(below(index, 2)).toEqual([2, 3].map(idOf))
    index.note(idOf(3), null)
    index.note(idOf(4), null)
    expect([below(index, 1), below(index, 2)]).toEqual([[idOf(1)], [idOf(2)]])
  })

  it('knows nothing once it is cleared', () => {
    const index = new ChildIndex()
    note(index, 2, 1)
    index.clear()
    expect(below(index, 1)).toEqual([idOf(1)])
    note(index, 2, 1)
    expect(below(index, 1)).toEqual([1, 2].map(idOf))
  })
})
