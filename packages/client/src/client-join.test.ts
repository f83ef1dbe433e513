import { limits } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { BoardHarness, createOps } from './testing/board-harness.ts'

describe('joining a board', () => {
  it('goes from idle over connecting and joining to live', () => {
    const board = new BoardHarness().join()
    expect(board.told.state.map(({ kind }) => kind)).toEqual(['connecting', 'joining', 'live'])
    expect(board.told.live).toEqual([{ seq: 0 }])
    expect(board.told.error).toEqual([])
  })

  it('says who connects, to what, and that it has nothing yet', () => {
    const capability = new Uint8Array([1, 2])
    const board = new BoardHarness({ capability }).join()
    expect(board.server.heard[0]).toMatchObject({
      type: 'hello',
      roomName: 'sketch',
      profile: { name: 'Ada', color: 1 },
      floor: 1,
      resume: null,
      capability,
    })
  })

  it('[G6] has what the server has after rows, log and caught-up mark', () => {
    const board = new BoardHarness()
    for (let n = 1; n <= 250; n += 1) board.otherDraws(n)
    board.join()
    expect(board.replica.image.size).toBe(250)
    expect(board.isSame).toBe(true)
    expect(board.client.seq).toBe(250)
  })

  it('reads rows that were not compressed', () => {
    const board = new BoardHarness()
    board.server.compress = false
    board.otherDraws(1)
    expect(board.join().isSame).toBe(true)
  })

  it('tells the progress of a snapshot by rows and bytes', () => {
    const board = new BoardHarness()
    for (let n = 1; n <= 250; n += 1) board.otherDraws(n)
    board.join()
    expect(board.told.progress.map(({ receivedRows }) => receivedRows)).toEqual([100, 200, 250])
    expect(board.told.progress.at(-1)?.totalRows).toBe(250)
    const bytes = board.told.progress.map(({ receivedBytes }) => receivedBytes)
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b))
    expect(bytes[0]).toBeGreaterThan(0)
  })

  it('[G6] follows those who draw while the snapshot is on its way', () => {
    const board = new BoardHarness().joinHalfway()
    board.otherDraws(251)
    expect(board.kind).toBe('joining')
    board.settle()
    expect(board.kind).toBe('live')
    expect(board.client.seq).toBe(251)
    expect(board.isSame).toBe(true)
  })

  it('folds what others draw, in order', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    board.otherDraws(1, 3)
    board.otherDraws(2)
    board.settle()
    expect(board.told.batch.map(({ entry }) => entry.seq)).toEqual([1, 2, 3])
    expect(board.isSame).toBe(true)
  })

  it('[G6] sends what is drawn while the snapshot is still coming in', () => {
    const board = new BoardHarness().joinHalfway()
    board.submit(1)
    expect(board.kind).toBe('joining')
    board.server.serve(board.network.last)
    expect(board.server.log.length).toBe(251)
    board.settle()
    expect(board.told.settled).toEqual([{ counter: 1 }])
    expect(board.isSame).toBe(true)
  })

  it('keeps what is drawn before the welcome and sends it right behind it', () => {
    const board = new BoardHarness()
    board.submit(1)
    board.submit(2)
    board.join()
    expect(board.server.heard.map(({ type }) => type)).toEqual(['hello', 'batch', 'batch'])
    expect(board.told.settled).toEqual([{ counter: 1 }, { counter: 2 }])
    expect(board.client.unsettledCount).toBe(0)
  })

  it('[G10] refuses a batch that no frame can hold, and takes the next one', () => {
    const board = new BoardHarness().join()
    const body = new Uint8Array(limits.MAX_FRAME_BYTES)
    const ops = [{ kind: 'create', n: 1, page: 0, parent: null, body, last: true }] as const
    expect(board.client.submit(ops)).toMatchObject({ kind: 'too-large', maxBytes: body.length - 1 })
    expect(board.client.submit(createOps(2))).toMatchObject({ kind: 'queued' })
    board.settle()
    expect(board.told.settled).toEqual([{ counter: 1 }])
  })

  it('asks for no board by a name that none can have', () => {
    const board = new BoardHarness({ roomName: 'a/b' })
    board.client.connect()
    expect(board.client.state).toMatchObject({ kind: 'stopped', reason: 'board-name' })
    expect(board.network.links).toEqual([])
  })
})
