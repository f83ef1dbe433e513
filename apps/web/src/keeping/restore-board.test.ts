import type { Client } from '@inkroom/client'
import { expect, it, vi } from 'vitest'
import { ManualClock } from '../session/testing/manual-clock.ts'
import { BoardKeeper } from './board-keeper.ts'
import type { BoardShelf, ShelvedBoard } from './board-shelf.ts'
import { restoreBoard } from './restore-board.ts'
import { keptRows, placeAt } from './testing/kept-rows.ts'
import { MemoryShelf } from './testing/memory-shelf.ts'

const roomName = 'sketch'
const mayBeKept = true
const clientOf = () => ({ restore: vi.fn<Client['restore']>() })
const document = { reset: () => undefined }

async function keptShelf(): Promise<MemoryShelf> {
  const shelf = new MemoryShelf()
  const copy = { position: placeAt(3), rows: keptRows(3) }
  const parts = { roomName, shelf, clock: new ManualClock(), nextTurn: async () => undefined }
  const onKept = () => undefined
  await new BoardKeeper({ ...parts, onKept, copy: () => copy, drawStamp: () => 'stamp' }).keepNow()
  return shelf
}

/** A shelf that answers when it is told to. */
function slowShelf(): { shelf: BoardShelf; answer: (board: ShelvedBoard | null) => void } {
  let answer: (board: ShelvedBoard | null) => void = () => undefined
  const shelf = new MemoryShelf()
  shelf.read = () => new Promise(resolve => (answer = resolve))
  return { shelf, answer: board => answer(board) }
}

it('a board that is kept is given to the client', async () => {
  const client = clientOf()
  const shelf = await keptShelf()
  const shelved = await restoreBoard({
    roomName,
    mayBeKept,
    shelf,
    client,
    document,
    clock: new ManualClock(),
  })
  expect(client.restore).toHaveBeenCalledWith(shelved?.copy)
  expect(shelved?.copy.position).toEqual(placeAt(3))
})

it('a board that is not, or that cannot be read, begins with nothing', async () => {
  const client = clientOf()
  const clock = new ManualClock()
  expect(
    await restoreBoard({
      roomName: 'other',
      mayBeKept,
      shelf: await keptShelf(),
      client,
      document,
      clock,
    }),
  ).toBeNull()
  const broken = new MemoryShelf()
  broken.read = () => Promise.reject(new DOMException('closed to us', 'SecurityError'))
  expect(
    await restoreBoard({ roomName, mayBeKept, shelf: broken, client, document, clock }),
  ).toBeNull()
  expect(client.restore).not.toHaveBeenCalled()
})

it('nobody waits for the copy of a board that this browser was never on', async () => {
  const client = clientOf()
  const { shelf } = slowShelf()
  const parts = { roomName, mayBeKept: false, shelf, client, document, clock: new ManualClock() }
  expect(await restoreBoard(parts)).toBeNull()
  expect(client.restore).not.toHaveBeenCalled()
})

it('nobody waits longer than 300 ms for it, and what comes later is left alone', async () => {
  const client = clientOf()
  const clock = new ManualClock()
  const { shelf, answer } = slowShelf()
  const restoring = restoreBoard({ roomName, mayBeKept, shelf, client, document, clock })
  clock.pass(300)
  expect(await restoring).toBeNull()
  answer(await (await keptShelf()).read(roomName))
  await Promise.resolve()
  expect(client.restore).not.toHaveBeenCalled()
})

it('a copy that was damaged goes, with what was shown of it, and the board begins with nothing', async () => {
  const shelf = await keptShelf()
  const done: string[] = []
  const client = {
    restore: () => {
      done.push('rows')
      throw new RangeError('a row that is none')
    },
  }
  const emptied = { reset: () => done.push('reset') }
  const parts = { roomName, mayBeKept, shelf, client, document: emptied, clock: new ManualClock() }
  expect(await restoreBoard(parts)).toBeNull()
  expect(done).toEqual(['rows', 'reset'])
  expect(shelf.boards.size).toBe(0)
})
