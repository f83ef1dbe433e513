// A board as it is kept in this browser: a head that says what it is, and its rows in numbered parts. Rows
// keep their order and are values, so a part whose rows are the very ones that were kept need not be written
// again. Pure.

import {
  type ChainHash,
  decodeRows,
  encodeRows,
  limits,
  type Position,
  PROTOCOL_VERSION,
  ProtocolError,
  type RoomId,
  type Row,
} from '@inkroom/protocol'

/** Of what is written here; what was kept in another is thrown away. The rows are the protocol's. */
const FORMAT = `1.${PROTOCOL_VERSION}`
/** Encoded in about a tenth of a millisecond, and few enough parts for a large board. */
export const PART_ROWS = 64

export interface BoardHead {
  readonly format: string
  readonly room: string
  readonly seq: number
  readonly hash: string
  /** Drawn at random for each write: who finds another one here than their own has to write all parts. */
  readonly stamp: string
  readonly partCount: number
}

/** What one page knows of a board at one moment. */
export interface BoardCopy {
  readonly position: Position
  readonly rows: readonly Row[]
}

export function headOf({ position, rows }: BoardCopy, stamp: string): BoardHead {
  const { room, seq, hash } = position
  return { format: FORMAT, room, seq, hash, stamp, partCount: Math.ceil(rows.length / PART_ROWS) }
}

const rowsOfPart = (rows: readonly Row[], part: number): readonly Row[] =>
  rows.slice(part * PART_ROWS, (part + 1) * PART_ROWS)

/** The numbers of the parts that are not as they were in `before`. */
export function changedParts(rows: readonly Row[], before: readonly Row[]): readonly number[] {
  const changed: number[] = []
  for (let at = 0; at < rows.length; at += PART_ROWS) {
    const end = Math.min(at + PART_ROWS, rows.length)
    // One that ends earlier or later than before is another part, also where what is in both is the same.
    const isSameLength = Math.min(at + PART_ROWS, before.length) === end
    if (!isSameLength || !sameRows(rows, before, { at, end })) changed.push(at / PART_ROWS)
  }
  return changed
}

function sameRows(
  rows: readonly Row[],
  before: readonly Row[],
  { at, end }: { readonly at: number; readonly end: number },
): boolean {
  for (let i = at; i < end; i += 1) if (rows[i] !== before[i]) return false
  return true
}

export function encodePart(rows: readonly Row[], part: number): Uint8Array {
  return encodeRows(rowsOfPart(rows, part))
}

/** What was kept may be of any version, cut short, or changed by anybody: null where it is not a board. */
export function readKept(head: unknown, parts: readonly unknown[]): BoardCopy | null {
  if (!isHead(head) || head.format !== FORMAT || head.partCount !== parts.length) return null
  const rows: Row[] = []
  for (const part of parts) {
    const read = part instanceof Uint8Array ? decodeOrNull(part) : null
    if (read === null) return null
    for (const row of read) rows.push(row)
  }
  return { position: positionOf(head), rows }
}

function decodeOrNull(bytes: Uint8Array): readonly Row[] | null {
  try {
    return decodeRows(bytes)
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}

/** Checked to look like ids; whether they are a place in the board's history is the server's to say. */
function positionOf({ room, seq, hash }: BoardHead): Position {
  return { room: room as RoomId, seq, hash: hash as ChainHash }
}

const ID = /^[0-9a-f]{16}$/

export function isHead(value: unknown): value is BoardHead {
  if (typeof value !== 'object' || value === null) return false
  const head: Readonly<Record<string, unknown>> = { ...value }
  const { room, hash } = head
  return (
    typeof head['format'] === 'string' &&
    typeof head['stamp'] === 'string' &&
    typeof room === 'string' &&
    ID.test(room) &&
    typeof hash === 'string' &&
    ID.test(hash) &&
    isCount(head['seq'], limits.MAX_SEQ) &&
    isCount(head['partCount'], Number.MAX_SAFE_INTEGER)
  )
}

function isCount(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max
}
