// A board that was kept from an earlier visit, brought back before the first connection.

import type { Row } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { BoardHarness } from './testing/board-harness.ts'
import { RoomServer } from './testing/room-server.ts'

/** What a page would keep of a board with so many objects. */
function keptBoard(objects: number) {
  const board = new BoardHarness().join()
  for (let n = 1; n <= objects; n += 1) board.otherDraws(n)
  board.settle()
  const { position } = board.client
  if (position === null) throw new Error('a live board has a place')
  const rows: readonly Row[] = Array.from(board.replica.image.all())
  return { server: board.server, kept: { position, rows } }
}

describe('a board that is restored', () => {
  it('is there before any connection, and can be resumed from', () => {
    const { server, kept } = keptBoard(3)
    const board = new BoardHarness({ server, self: 3 })
    board.client.restore(kept)
    expect(board.replica.image.size).toBe(3)
    expect(board.client.position).toEqual(kept.position)
    expect(board.client.seq).toBe(3)
  })

  it('[G5] gets what it missed and nothing more', () => {
    const { server, kept } = keptBoard(3)
    const board = new BoardHarness({ server, self: 3 })
    board.client.restore(kept)
    board.otherDraws(4)
    board.join()
    expect(board.told.welcome[0]?.mode).toBe('resumed')
    expect(board.told.batch.map(({ entry }) => entry.seq)).toEqual([4])
    expect(board.isSame).toBe(true)
  })

  it('[G5] gives way where the server knows another history, and where another board has the name', () => {
    for (const change of ['loseTail', 'replaceBoard'] as const) {
      const { server, kept } = keptBoard(3)
      const board = new BoardHarness({ server, self: 3 })
      board.client.restore(kept)
      server[change](2)
      board.join()
      if (board.kind !== 'live') board.comeBack()
      expect(board.isSame).toBe(true)
      expect(board.kind).toBe('live')
    }
  })

  it('[G1] is healed where the rows that were kept are not what they should be', () => {
    const { server, kept } = keptBoard(3)
    const board = new BoardHarness({ server, self: 3 })
    board.client.restore({ ...kept, rows: kept.rows.slice(1) })
    board.join()
    expect(board.told.healed).toEqual([{ seq: 3 }])
    expect(board.isSame).toBe(true)
  })

  it('is restored before it is connected, or not at all', () => {
    const { kept } = keptBoard(1)
    const board = new BoardHarness({ server: new RoomServer() }).join()
    expect(() => board.client.restore(kept)).toThrow('before')
  })
})

describe('the place to resume from', () => {
  it('is none until the whole board is there', () => {
    const board = new BoardHarness()
    board.otherDraws(1)
    expect(board.client.position).toBeNull()
    board.client.connect()
    board.network.last.open()
    board.server.serve(board.network.last)
    board.network.last.deliver(2)
    expect(board.client.position).toBeNull()
    board.settle()
    expect(board.client.position).toMatchObject({ seq: 1, hash: board.server.mark.hash })
  })
})
