// Undo and redo as a property: with any edits in any steps, while others go on, the way back leads to where
// it began and the way forth to where it ended.

import { FIELDS, type ObjectId, type Op, utf8ToBytes } from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearPage, createStroke, eraseObjects, setTitle } from './edits.ts'
import { Desk, HEADER, Table } from './testing/board-kit.ts'
import { redo, undo } from './testing/desk-work.ts'

const FACTOR = process.env['INKROOM_ALL'] === '1' ? 20 : 1
const RUNS = 150 * FACTOR
/** For hangs only: what takes seconds alone takes long on a machine that does much else. */
const TIMEOUT_MS = 120_000 * FACTOR

type Edit = {
  readonly kind: 'draw' | 'erase' | 'clear' | 'name' | 'rename any'
  readonly a: number
}
type Turn =
  | { readonly kind: 'edit'; readonly edits: readonly Edit[] }
  | { readonly kind: 'step'; readonly edits: readonly Edit[] }
  | { readonly kind: 'settle' }

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('draw', 'draw', 'erase', 'erase', 'name', 'rename any', 'clear'),
  a: fc.nat(1000),
})
const edits = fc.array(edit, { minLength: 1, maxLength: 4 })
const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('edit'), edits }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('step'), edits }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle') }) },
)

/** A person who edits: Ann, on a board where Bob has been before. */
class Person {
  readonly desk: Desk
  private objects = 0
  constructor(desk: Desk) {
    this.desk = desk
  }

  opsOf({ kind, a }: Edit): Op[] {
    const { document } = this.desk
    const ids = Array.from(document.idsInOrder())
    const picked = ids.filter((_, index) => (a + index) % 3 === 0)
    switch (kind) {
      case 'draw':
        return [createStroke({ n: this.mint(), page: 0, header: { ...HEADER, x: a } })]
      case 'erase':
        return eraseObjects(document, picked)
      case 'clear':
        return clearPage(document, 0)
      case 'name':
        return setTitle(`title ${a}`, { board: document, mint: () => this.mint() })
      case 'rename any':
        return picked.map((id): Op => {
          return { kind: 'set', id, field: FIELDS.text, value: utf8ToBytes(`${a}`), over: null }
        })
    }
  }

  edit(drafts: readonly Edit[]): void {
    for (const draft of drafts) {
      const ops = this.opsOf(draft)
      if (ops.length > 0) this.desk.submit(ops)
    }
  }

  private mint(): number {
    this.objects += 1
    return this.objects
  }
}

function play(table: Table, person: Person, turns: readonly Turn[]): void {
  const { history } = person.desk.document
  for (const each of turns) {
    if (each.kind === 'settle') table.settle()
    if (each.kind === 'edit') person.edit(each.edits)
    if (each.kind !== 'step') continue
    history.beginStep()
    person.edit(each.edits)
    history.endStep()
  }
}

/** What there is to see: which objects, and the board's title. */
function sight({ document }: Desk) {
  return { ids: Array.from(document.idsInOrder()).toSorted(), title: document.title }
}

function setUp() {
  const [ann, bob] = [new Desk(1), new Desk(2)]
  const table = new Table(ann, bob)
  const before = new Person(bob)
  before.edit([1, 2, 3, 4].map(a => ({ kind: 'draw', a })))
  before.edit([{ kind: 'erase', a: 3 }])
  before.edit([{ kind: 'name', a: 7 }])
  table.settle()
  return { ann, bob, table, person: new Person(ann) }
}

describe('undo and redo', () => {
  it(
    'lead all the way back and all the way forth, however often',
    () => {
      fc.assert(
        fc.property(fc.array(turn, { maxLength: 30 }), fc.boolean(), (turns, settles) => {
          const { ann, bob, table, person } = setUp()
          const start = sight(ann)
          play(table, person, turns)
          const end = sight(ann)
          for (let round = 0; round < 2; round += 1) {
            while (undo(ann)) if (settles) table.settle()
            expect(sight(ann)).toEqual(start)
            while (redo(ann)) if (settles) table.settle()
            expect(sight(ann)).toEqual(end)
          }
          table.settle()
          expect(sight(bob)).toEqual(end)
        }),
        { numRuns: RUNS },
      )
    },
    TIMEOUT_MS,
  )

  it(
    'stop at each step where the edits had stopped',
    () => {
      fc.assert(
        fc.property(fc.array(turn, { maxLength: 20 }), turns => {
          const { ann, table, person } = setUp()
          const sights = [sight(ann)]
          for (const each of turns) {
            const steps =
              each.kind === 'edit'
                ? each.edits.map(one => ({ kind: 'edit', edits: [one] }) as const)
                : [each]
            for (const step of steps) {
              play(table, person, [step])
              if (!isSame(sights.at(-1), sight(ann))) sights.push(sight(ann))
            }
          }
          const seen = [sight(ann)]
          while (undo(ann)) if (!isSame(seen.at(-1), sight(ann))) seen.push(sight(ann))
          expect(seen.toReversed()).toEqual(sights)
        }),
        { numRuns: RUNS },
      )
    },
    TIMEOUT_MS,
  )

  it(
    '[G1] never touch what others did since, whatever that is',
    () => {
      fc.assert(
        fc.property(
          fc.array(turn, { maxLength: 20 }),
          fc.array(edit, { minLength: 1, maxLength: 6 }),
          (turns, theirs) => {
            const { ann, bob, table, person } = setUp()
            play(table, person, turns)
            table.settle()
            const before = new Set(sight(ann).ids)
            const other = new Person(bob)
            // Numbers behind those that Bob used in the beginning.
            for (let n = 0; n < 50; n += 1) other.opsOf({ kind: 'draw', a: n })
            other.edit(theirs)
            table.settle()
            const after = sight(ann)
            const removed = Array.from(before).filter(id => !after.ids.includes(id))
            const bobs = after.ids.filter(id => isBobs(bob, id) && !before.has(id))
            while (undo(ann));
            expectKept(ann, { removed, bobs })
            while (redo(ann)) expectKept(ann, { removed, bobs })
          },
        ),
        { numRuns: RUNS },
      )
    },
    TIMEOUT_MS,
  )
})

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const isBobs = (bob: Desk, id: ObjectId): boolean => id.startsWith(bob.self.author)

/** What Bob removed stays removed; what he drew stays. */
function expectKept(
  desk: Desk,
  { removed, bobs }: { removed: ObjectId[]; bobs: ObjectId[] },
): void {
  const { ids } = sight(desk)
  expect(removed.filter(id => ids.includes(id))).toEqual([])
  expect(bobs.filter(id => !ids.includes(id))).toEqual([])
}
