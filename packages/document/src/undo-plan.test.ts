import {
  type BatchRef,
  EMPTY_BODY,
  type Field,
  type ObjectId,
  objectIdOf,
  type Row,
  utf8ToBytes,
} from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { selfOf } from './testing/board-kit.ts'
import { type PlanView, planUndo } from './undo-plan.ts'
import type { BatchChange, FieldChange } from './undo-step.ts'

const ann = selfOf(1)
const bob = selfOf(2)
const idOf = (n: number): ObjectId => objectIdOf(ann.author, n)
const byAnn = (counter: number): BatchRef => ({ author: ann.author, counter })
const byBob = (counter: number): BatchRef => ({ author: bob.author, counter })
const fieldOf = (by: BatchRef, text = 'text'): Field => ({ field: 1, value: utf8ToBytes(text), by })

function rowOf(n: number, state: Partial<Row> = {}): Row {
  const place = { page: 0, parent: null, born: n, bornAt: 0, seq: n, finished: true }
  const who = { id: idOf(n), author: ann.author, owner: ann.person }
  return { ...who, ...place, gone: null, fields: [], body: EMPTY_BODY, ...state }
}

function viewOf(...rows: readonly Row[]): PlanView {
  return {
    get: id => rows.find(row => row.id === id) ?? null,
    goneBy: counter =>
      rows.filter(({ gone }) => gone?.author === ann.author && gone.counter === counter),
  }
}

function changeOf(counter: number, change: Partial<BatchChange>): BatchChange {
  return { counter, shown: [], taken: [], fields: [], ...change }
}

const shown = (n: number, fields: readonly Field[] = []) => ({ id: idOf(n), fields })

function setOf(counter: number, from: string): FieldChange {
  const to = { value: utf8ToBytes('new'), hold: { counter } }
  return { id: idOf(1), field: 1, from: { value: utf8ToBytes(from), hold: null }, to }
}

const opsFor = (changes: readonly BatchChange[], ...rows: readonly Row[]) =>
  planUndo(changes, { author: ann.author, view: viewOf(...rows) }).ops

describe('the plan of an undo', () => {
  it('hides what was shown', () => {
    const changes = [changeOf(1, { shown: [shown(1), shown(2)] })]
    expect(opsFor(changes, rowOf(1), rowOf(2))).toEqual([
      { kind: 'remove', ids: [idOf(1), idOf(2)] },
    ])
  })

  it('leaves what is gone already, or not there at all', () => {
    const changes = [changeOf(1, { shown: [shown(1), shown(2), shown(3)] })]
    const rows = [rowOf(1, { gone: byBob(1) }), rowOf(2, { gone: byAnn(9) })]
    expect(opsFor(changes, ...rows)).toEqual([])
  })

  it('leaves what another has set something of since it was shown', () => {
    const before = fieldOf(byBob(1))
    const changes = [changeOf(1, { shown: [shown(1, [before]), shown(2), shown(3)] })]
    const rows = [
      rowOf(1, { fields: [before] }),
      rowOf(2, { fields: [fieldOf(byBob(1))] }),
      rowOf(3, { fields: [fieldOf(byAnn(2))] }),
    ]
    expect(opsFor(changes, ...rows)).toEqual([{ kind: 'remove', ids: [idOf(1), idOf(3)] }])
  })

  it('restores what was taken, by each batch that took', () => {
    const changes = [changeOf(4, { taken: [idOf(1)] }), changeOf(5, { taken: [idOf(2), idOf(3)] })]
    const rows = [1, 2, 3].map(n => rowOf(n, { gone: byAnn(n === 1 ? 4 : 5) }))
    expect(opsFor(changes, ...rows)).toEqual([
      { kind: 'restore', counter: 4 },
      { kind: 'restore', counter: 5 },
    ])
  })

  it('does not restore what another has taken over or brought back', () => {
    const changes = [changeOf(4, { taken: [idOf(1), idOf(2)] })]
    expect(opsFor(changes, rowOf(1, { gone: byBob(4) }), rowOf(2))).toEqual([])
  })

  it('hides again what a restore brings back beyond what is meant', () => {
    const changes = [changeOf(3, { shown: [shown(2)] }), changeOf(4, { taken: [idOf(1), idOf(2)] })]
    const rows = [rowOf(1, { gone: byAnn(4) }), rowOf(2, { gone: byAnn(4) })]
    expect(opsFor(changes, ...rows)).toEqual([
      { kind: 'restore', counter: 4 },
      { kind: 'remove', ids: [idOf(2)] },
    ])
  })

  it('of what was taken and shown again in one step is nothing', () => {
    const changes = [changeOf(3, { taken: [idOf(1)] }), changeOf(4, { shown: [shown(1)] })]
    expect(opsFor(changes, rowOf(1))).toEqual([])
  })

  it('sets a field back over the batch that holds it', () => {
    const changes = [changeOf(3, { fields: [setOf(3, 'old')] })]
    const value = utf8ToBytes('old')
    expect(opsFor(changes, rowOf(1, { fields: [fieldOf(byAnn(3))] }))).toEqual([
      { kind: 'set', id: idOf(1), field: 1, value, over: 3 },
    ])
  })

  it('leaves a field that another batch holds, of whomever', () => {
    const changes = [changeOf(3, { fields: [setOf(3, 'old')] })]
    for (const by of [byBob(3), byAnn(4)]) {
      expect(opsFor(changes, rowOf(1, { fields: [fieldOf(by)] }))).toEqual([])
    }
    expect(opsFor(changes, rowOf(1))).toEqual([])
    expect(opsFor(changes)).toEqual([])
  })

  it('goes back over several values of one step to the first, in one op', () => {
    const first = setOf(3, 'old')
    const second: FieldChange = { ...setOf(4, 'ignored'), from: first.to }
    const changes = [changeOf(3, { fields: [first] }), changeOf(4, { fields: [second] })]
    const value = utf8ToBytes('old')
    expect(opsFor(changes, rowOf(1, { fields: [fieldOf(byAnn(4))] }))).toEqual([
      { kind: 'set', id: idOf(1), field: 1, value, over: 4 },
    ])
  })

  it('goes back only to another’s value that came in between', () => {
    const changes = [
      changeOf(3, { fields: [setOf(3, 'old')] }),
      changeOf(4, { fields: [setOf(4, 'by Bob')] }),
    ]
    const value = utf8ToBytes('by Bob')
    expect(opsFor(changes, rowOf(1, { fields: [fieldOf(byAnn(4))] }))).toEqual([
      { kind: 'set', id: idOf(1), field: 1, value, over: 4 },
    ])
  })

  it('names the states of fields that it puts back', () => {
    const change = setOf(3, 'old')
    const { revived } = planUndo([changeOf(3, { fields: [change] })], {
      author: ann.author,
      view: viewOf(rowOf(1, { fields: [fieldOf(byAnn(3))] })),
    })
    expect(Array.from(revived.values())).toEqual([change.from])
  })
})
