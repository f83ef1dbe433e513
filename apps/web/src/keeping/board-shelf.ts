// Where boards are kept between visits. The last few, within a bound of bytes; the oldest gives way. A shelf
// that fails costs a download at the next visit, and nothing else.

import { type BoardCopy, type BoardHead, isHead } from './kept-board.ts'

export const MAX_KEPT_BOARDS = 5
/** All boards together; one that is larger alone is not kept. */
export const MAX_KEPT_BYTES = 32 * 1024 * 1024

export interface KeptPart {
  readonly part: number
  readonly bytes: Uint8Array
}

/** All of it or nothing. */
export interface ShelfWrite {
  readonly head: BoardHead
  /** The stamp of what is there, if the parts that are not named are to stay; null: all parts are named. */
  readonly basedOn: string | null
  readonly parts: readonly KeptPart[]
  /** Of all parts of the board. */
  readonly bytes: number
  readonly keptAtMs: number
}

/**
 * `overtaken`: something else is there than what the write is based on; nothing was written.
 * `same`: another page has put the board there at this very place; nothing was written.
 */
export type ShelfAnswer = 'written' | 'overtaken' | 'same'

export interface ShelvedBoard {
  readonly copy: BoardCopy
  readonly stamp: string
  readonly partBytes: readonly number[]
}

export interface BoardShelf {
  /** Null also for what cannot be read, which is thrown away. */
  read(roomName: string): Promise<ShelvedBoard | null>
  write(roomName: string, write: ShelfWrite): Promise<ShelfAnswer>
  remove(roomName: string): Promise<void>
}

/** What a shelf with `there` as the board's head answers; it carries out what it answers `written` to. */
export function answerTo(there: unknown, { head, basedOn }: ShelfWrite): ShelfAnswer {
  const known = isHead(there) ? there : null
  if (basedOn !== null) return known?.stamp === basedOn ? 'written' : 'overtaken'
  const isSame = known?.room === head.room && known.seq === head.seq && known.hash === head.hash
  return isSame && known.format === head.format ? 'same' : 'written'
}

/** One line of the list of boards that are kept. */
export interface ShelfLine {
  readonly roomName: string
  readonly bytes: number
  readonly keptAtMs: number
}

/** The list with a board put on top, and who has to go for it. */
export function shelve(
  lines: readonly ShelfLine[],
  added: ShelfLine,
): { readonly stays: readonly ShelfLine[]; readonly goes: readonly ShelfLine[] } {
  const others = lines
    .filter(({ roomName }) => roomName !== added.roomName)
    .toSorted((a, b) => b.keptAtMs - a.keptAtMs)
  const stays = [added]
  let bytes = added.bytes
  for (const line of others) {
    bytes += line.bytes
    if (bytes > MAX_KEPT_BYTES || stays.length >= MAX_KEPT_BOARDS) break
    stays.push(line)
  }
  return { stays, goes: others.slice(stays.length - 1) }
}

/** What stands in the store may be anything; null then. */
export function readLines(value: unknown): readonly ShelfLine[] | null {
  return Array.isArray(value) && value.every(isLine) ? value : null
}

function isLine(value: unknown): value is ShelfLine {
  return (
    typeof value === 'object' &&
    value !== null &&
    'roomName' in value &&
    typeof value.roomName === 'string' &&
    'bytes' in value &&
    typeof value.bytes === 'number' &&
    'keptAtMs' in value &&
    typeof value.keptAtMs === 'number'
  )
}
