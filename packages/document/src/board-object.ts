// What rows mean: objects, decoded after the fold, so that whoever has the same rows has the same objects.
// A body or field that cannot be read is an object of kind `unknown` or a field's default, never an error.

import { type Box, expandBox, type StrokeRange } from '@inkroom/geometry'
import {
  type AuthorId,
  decodeText,
  FIELDS,
  fieldOf,
  type InkHeader,
  type InkPoints,
  MAX_TITLE_BYTES,
  type ObjectId,
  type PersonId,
  ProtocolError,
  type Row,
} from '@inkroom/protocol'
import type { BoardOrder } from './board-order.ts'

/** What every kind has. */
export interface ObjectBase {
  readonly id: ObjectId
  readonly author: AuthorId
  readonly owner: PersonId
  readonly page: number
  readonly parent: ObjectId | null
  readonly order: BoardOrder
  /** Nothing more will be appended. */
  readonly isFinished: boolean
  /** No own pending batch changes it: it is as the room has it. */
  readonly isSettled: boolean
  /** Removed. It may be hidden without that, by its parent (see Document.isVisible). */
  readonly isGone: boolean
}

/** What an object needs beside its row. */
export interface RowContext {
  readonly order: BoardOrder
  readonly isSettled: boolean
  /** What is wiped out of it, should it be a stroke. */
  readonly erased: readonly StrokeRange[]
}

export interface InkObject extends ObjectBase {
  readonly kind: 'ink'
  readonly header: InkHeader
  /** In units of the stroke's grid; the first is the header's. */
  readonly points: InkPoints
  /** How long the pen took for these points. */
  readonly durationMs: number
  /** In world units; holds the line in its full width. */
  readonly box: Box
  /** What its erasures have wiped out, by whoever: sorted ranges that do not touch, by the index of the points. */
  readonly erased: readonly StrokeRange[]
}

/** What somebody wiped out of its parent, a stroke. It shows by what that lacks, and says so there. */
export interface ErasureObject extends ObjectBase {
  readonly kind: 'erasure'
}

export interface TitleObject extends ObjectBase {
  readonly kind: 'title'
  readonly text: string
}

/** Garbage, or of a kind that a newer version knows. */
export interface UnknownObject extends ObjectBase {
  readonly kind: 'unknown'
}

export type BoardObject = InkObject | ErasureObject | TitleObject | UnknownObject

export function objectBaseOf(row: Row, { order, isSettled }: RowContext): ObjectBase {
  const { id, author, owner, page, parent, finished, gone } = row
  const isGone = gone !== null
  return { id, author, owner, page, parent, order, isFinished: finished, isSettled, isGone }
}

export function titleTextOf(row: Row): string {
  const bytes = fieldOf(row, FIELDS.text)?.value
  if (bytes === undefined || bytes.length > MAX_TITLE_BYTES) return ''
  try {
    return decodeText(bytes)
  } catch (error) {
    if (error instanceof ProtocolError) return ''
    throw error
  }
}

/**
 * The world's box of a stroke whose points fill `grid`. With pressure a line may swell to at most twice
 * its size (geometry's `InkWidth`), so that half of its width is at most the whole size.
 */
export function worldBoxOfInk(grid: Box, header: InkHeader): Box {
  const reach = header.hasPressure ? header.size : header.size / 2
  const { minX, minY, maxX, maxY } = expandBox(grid, reach)
  const scale = 2 ** -header.gridExponent
  return { minX: minX * scale, minY: minY * scale, maxX: maxX * scale, maxY: maxY * scale }
}
