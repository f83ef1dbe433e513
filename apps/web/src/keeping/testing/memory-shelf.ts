// A shelf in memory, by the rules of any other. It counts what was written, and fails where a test says so.

import {
  answerTo,
  type BoardShelf,
  type ShelfAnswer,
  type ShelfWrite,
  type ShelvedBoard,
} from '../board-shelf.ts'
import { type BoardHead, readKept } from '../kept-board.ts'

export class MemoryShelf implements BoardShelf {
  readonly boards = new Map<string, { head: BoardHead; parts: Uint8Array[] }>()
  /** The numbers of the parts of each write that was carried out. */
  readonly written: number[][] = []
  fails = false

  async read(roomName: string): Promise<ShelvedBoard | null> {
    const board = this.boards.get(roomName)
    const copy = board === undefined ? null : readKept(board.head, board.parts)
    if (board === undefined || copy === null) return null
    return { copy, stamp: board.head.stamp, partBytes: board.parts.map(({ length }) => length) }
  }

  async write(roomName: string, write: ShelfWrite): Promise<ShelfAnswer> {
    if (this.fails) throw new DOMException('no room', 'QuotaExceededError')
    const there = this.boards.get(roomName)
    const answer = answerTo(there?.head, write)
    if (answer !== 'written') return answer
    const { head, basedOn, parts } = write
    const kept = basedOn === null ? [] : (there?.parts ?? []).slice(0, head.partCount)
    for (const { part, bytes } of parts) kept[part] = bytes
    this.boards.set(roomName, { head, parts: kept })
    this.written.push(parts.map(({ part }) => part))
    return answer
  }

  async remove(roomName: string): Promise<void> {
    this.boards.delete(roomName)
  }
}
