// The fold against `vectors/fold.json`: its table, cell by cell, and what batches do to several rows.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { must } from './assert.ts'
import { appendBody, bodyBytes, EMPTY_BODY } from './body.ts'
import { bytesToHex, hexToBytes } from './bytes.ts'
import { nextRow } from './fold.ts'
import type { AuthorId, ObjectId, PersonId } from './ids.ts'
import { objectIdOf } from './ids.ts'
import { Image } from './image.ts'
import type { BatchRef, Op } from './op.ts'
import type { Row } from './row.ts'

/** Ids are written with the names of `who`: `ann-1` is an object, `ann:3` a batch. */
interface RowText {
  readonly id: string
  readonly owner: string
  readonly page: number
  readonly parent: string | null
  readonly born: readonly [number, number]
  readonly seq: number
  readonly finished: boolean
  readonly gone: string | null
  readonly fields: Readonly<Record<string, readonly [string, string]>>
  readonly body: string
}

interface OpText {
  readonly create?: number
  readonly extend?: number
  readonly set?: string
  readonly remove?: readonly string[]
  readonly sweep?: { page: number; person: string | null; bornUpTo: number }
  readonly restore?: number
  readonly page?: number
  readonly parent?: string
  readonly body?: string
  readonly last?: boolean
  readonly at?: number
  readonly field?: number
  readonly value?: string
  readonly over?: number
}

interface BatchText {
  readonly by: string
  readonly counter: number
  readonly seq: number
  readonly index?: number
}

interface Vectors {
  readonly who: Readonly<Record<string, { author: AuthorId; person: PersonId }>>
  readonly rows: Readonly<Record<string, RowText | null>>
  readonly cells: readonly {
    readonly title: string
    readonly row: string
    readonly batch: BatchText
    readonly op: OpText
    readonly becomes: 'same' | Partial<RowText>
  }[]
  readonly batches: readonly {
    readonly title: string
    readonly rows: readonly string[]
    readonly batch: BatchText
    readonly ops: readonly OpText[]
    readonly changes: Readonly<Record<string, Partial<RowText>>>
  }[]
}

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../vectors/fold.json', import.meta.url), 'utf8'),
)

const whoIs = (name: string) => must(vectors.who[name], name)
const names = new Map(Object.entries(vectors.who).map(([name, { author }]) => [author, name]))
const nameOf = (author: AuthorId): string => must(names.get(author), author)

function idOf(text: string): ObjectId {
  const at = text.lastIndexOf('-')
  return objectIdOf(whoIs(text.slice(0, at)).author, Number(text.slice(at + 1)))
}

function refOf(text: string): BatchRef {
  const [name = '', counter] = text.split(':')
  return { author: whoIs(name).author, counter: Number(counter) }
}

const refText = ({ author, counter }: BatchRef): string => `${nameOf(author)}:${counter}`

function idText(id: ObjectId): string {
  const [author = '', n = ''] = id.split('-')
  // The part before the dash is an author's id by the grammar of object ids.
  return `${nameOf(author as AuthorId)}-${Number.parseInt(n, 36)}`
}

function rowOf(text: RowText): Row {
  const id = idOf(text.id)
  return {
    id,
    author: whoIs(text.id.slice(0, text.id.lastIndexOf('-'))).author,
    owner: whoIs(text.owner).person,
    page: text.page,
    parent: text.parent === null ? null : idOf(text.parent),
    born: text.born[0],
    bornAt: text.born[1],
    seq: text.seq,
    finished: text.finished,
    gone: text.gone === null ? null : refOf(text.gone),
    fields: Object.entries(text.fields).map(([field, [value, by]]) => ({
      field: Number(field),
      value: hexToBytes(value),
      by: refOf(by),
    })),
    body: appendBody(EMPTY_BODY, hexToBytes(text.body)),
  }
}

function textOf(row: Row): RowText {
  return {
    id: idText(row.id),
    owner: nameOf(row.author),
    page: row.page,
    parent: row.parent === null ? null : idText(row.parent),
    born: [row.born, row.bornAt],
    seq: row.seq,
    finished: row.finished,
    gone: row.gone === null ? null : refText(row.gone),
    fields: Object.fromEntries(
      row.fields.map(({ field, value, by }) => [field, [bytesToHex(value), refText(by)]]),
    ),
    body: bytesToHex(bodyBytes(row.body)),
  }
}

function opOf(text: OpText): Op {
  const { page = 0, last = false, body = '', value = '', over = null } = text
  if (text.create !== undefined) {
    const parent = text.parent === undefined ? null : idOf(text.parent)
    return { kind: 'create', n: text.create, page, parent, body: hexToBytes(body), last }
  }
  if (text.extend !== undefined) {
    const at = must(text.at, 'at')
    return { kind: 'extend', n: text.extend, at, body: hexToBytes(body), last }
  }
  if (text.set !== undefined) {
    const field = must(text.field, 'field')
    return { kind: 'set', id: idOf(text.set), field, value: hexToBytes(value), over }
  }
  if (text.remove !== undefined) return { kind: 'remove', ids: text.remove.map(idOf) }
  if (text.sweep !== undefined) {
    const { person, ...scope } = text.sweep
    return { kind: 'sweep', ...scope, person: person === null ? null : whoIs(person).person }
  }
  return { kind: 'restore', counter: must(text.restore, 'an op') }
}

function rowNamed(name: string): Row | null {
  const text = vectors.rows[name]
  if (text === undefined) throw new Error(`no row is called ${name}`)
  return text === null ? null : rowOf(text)
}

const contextOf = ({ by, counter, seq, index = 0 }: BatchText) => ({
  ...whoIs(by),
  counter,
  seq,
  index,
})

describe('one op on one row [F1]', () => {
  it.each(vectors.cells)('$row: $title', ({ row: name, batch, op, becomes }) => {
    const before = rowNamed(name)
    const after = nextRow(before, opOf(op), contextOf(batch))
    if (becomes === 'same') {
      expect(after).toBe(before)
      return
    }
    expect(after && textOf(after)).toEqual({ ...vectors.rows[name], ...becomes })
  })

  it('leaves the row before it untouched', () => {
    for (const { row: name, batch, op } of vectors.cells) {
      const before = rowNamed(name)
      nextRow(before, opOf(op), contextOf(batch))
      expect(before && textOf(before)).toEqual(vectors.rows[name])
    }
  })

  it('has a vector for each cell of the table', () => {
    const states = ['absent', 'wet', 'finished', 'wet, gone', 'finished, gone']
    const kinds: Op['kind'][] = ['create', 'extend', 'set', 'remove', 'sweep', 'restore']
    const there = new Set(vectors.cells.map(({ row, op }) => `${row} × ${opOf(op).kind}`))
    const wanted = states.flatMap(state => kinds.map(kind => `${state} × ${kind}`))
    expect(wanted.filter(cell => !there.has(cell))).toEqual([])
  })
})

describe('one batch on several rows [F2]', () => {
  it.each(vectors.batches)('$title', ({ rows, batch, ops, changes }) => {
    const image = new Image()
    for (const name of rows) image.put(must(rowNamed(name), name))
    const before = new Map(Array.from(image.all(), row => [idText(row.id), textOf(row)]))
    const changed = image.apply({ ...contextOf(batch), ops: ops.map(opOf) })
    expect(Array.from(changed, idText).toSorted()).toEqual(Object.keys(changes).toSorted())
    const after = Object.fromEntries(Array.from(image.all(), row => [idText(row.id), textOf(row)]))
    const wanted = Object.fromEntries(before)
    for (const [id, change] of Object.entries(changes)) {
      // A change of an absent row is a whole row: the vectors say so by naming all that a row has.
      wanted[id] = { ...before.get(id), ...change } as RowText
    }
    expect(after).toEqual(wanted)
  })
})
