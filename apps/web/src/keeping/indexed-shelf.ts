// Boards in IndexedDB. In one store: the list of all boards under a key that no board's name is; of each board its
// head under its name, and its parts under the name and their numbers.

import type { BoardDatabase } from '@inkroom/client/browser'
import {
  answerTo,
  type BoardShelf,
  readLines,
  type ShelfAnswer,
  type ShelfWrite,
  type ShelvedBoard,
  shelve,
} from './board-shelf.ts'
import { isHead, readKept } from './kept-board.ts'

const LIST_KEY = '/'
const partKey = (roomName: string, part: number): string =>
  `${roomName}/${String(part).padStart(7, '0')}`

/** Of a board's parts, from one on: `0` is the character behind the slash. */
const partsFrom = (roomName: string, part: number): IDBKeyRange =>
  IDBKeyRange.bound(partKey(roomName, part), `${roomName}0`, false, true)

export class IndexedShelf implements BoardShelf {
  private readonly database: BoardDatabase

  constructor(database: BoardDatabase) {
    this.database = database
  }

  async read(roomName: string): Promise<ShelvedBoard | null> {
    const [head, parts] = await this.database.run(async database => {
      const boards = database.transaction('boards').store
      return Promise.all([boards.get(roomName), boards.getAll(partsFrom(roomName, 0))])
    })
    if (head === undefined) return null
    const copy = readKept(head, parts)
    if (copy === null || !isHead(head)) {
      await this.remove(roomName)
      return null
    }
    const partBytes = parts.map(part => (part instanceof Uint8Array ? part.length : 0))
    return { copy, stamp: head.stamp, partBytes }
  }

  write(roomName: string, write: ShelfWrite): Promise<ShelfAnswer> {
    return this.database.run(async database => {
      const writing = database.transaction('boards', 'readwrite')
      const boards = writing.store
      const answer = answerTo(await boards.get(roomName), write)
      if (answer !== 'written') return answer
      const { head, basedOn, parts, bytes, keptAtMs } = write
      await boards.delete(partsFrom(roomName, basedOn === null ? 0 : head.partCount))
      // One after the other: each is copied as it is put, and the page has its turn in between.
      for (const { part, bytes: ofPart } of parts) await boards.put(ofPart, partKey(roomName, part))
      await boards.put(head, roomName)
      const lines = readLines(await boards.get(LIST_KEY))
      // One that cannot be read is begun anew.
      const { stays, goes } = shelve(lines ?? [], { roomName, bytes, keptAtMs })
      for (const line of goes) {
        await boards.delete(line.roomName)
        await boards.delete(partsFrom(line.roomName, 0))
      }
      await boards.put(stays, LIST_KEY)
      await writing.done
      return answer
    })
  }

  remove(roomName: string): Promise<void> {
    return this.database.run(async database => {
      const writing = database.transaction('boards', 'readwrite')
      const boards = writing.store
      await boards.delete(roomName)
      await boards.delete(partsFrom(roomName, 0))
      const lines = readLines(await boards.get(LIST_KEY)) ?? []
      await boards.put(
        lines.filter(line => line.roomName !== roomName),
        LIST_KEY,
      )
      await writing.done
    })
  }
}
