import { encodeOps } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { authorNumbered, BoardHarness, createOps, personNumbered } from './testing/board-harness.ts'

const batches = (board: BoardHarness) => board.server.heard.filter(({ type }) => type === 'batch')
const own = (board: BoardHarness) =>
  board.server.log.filter(({ author }) => author === board.client.author)

describe('one’s own work', () => {
  it('is pending until it comes back, then settled, in this order', () => {
    const board = new BoardHarness().join()
    board.submit(1)
    expect([...board.replica.pending.keys()]).toEqual([1])
    expect(board.client.unsettledCount).toBe(1)
    board.settle()
    expect([...board.replica.pending.keys()]).toEqual([])
    expect(board.order.slice(-3)).toEqual(['batch', 'settled', 'unsettled'])
    expect(board.told.unsettled).toEqual([{ count: 1 }, { count: 0 }])
  })

  it('[G4] that was drawn without a connection goes out in order by itself', () => {
    const board = new BoardHarness().join()
    board.network.last.drop()
    for (let n = 1; n <= 50; n += 1) board.submit(n)
    expect(board.client.unsettledCount).toBe(50)
    board.comeBack()
    expect(own(board).map(({ counter }) => counter)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    )
    expect(board.told.settled.map(({ counter }) => counter)).toEqual(
      own(board).map(each => each.counter),
    )
    expect(board.isSame).toBe(true)
  })

  it('[G2] that was lost on its way is sent again, exactly what was lost', () => {
    const board = new BoardHarness().join()
    board.submit(1)
    board.submit(2)
    board.settle()
    board.submit(3)
    board.submit(4)
    // The server never reads 3 and 4.
    board.reconnect()
    expect(batches(board).length).toBe(4)
    expect(board.server.repeats).toBe(0)
    expect(own(board).map(({ counter }) => counter)).toEqual([1, 2, 3, 4])
    expect(board.client.unsettledCount).toBe(0)
  })

  it('[G2] whose confirmation was lost is not sent again, and settles once', () => {
    const board = new BoardHarness().join()
    board.submit(1)
    board.server.serve(board.network.last)
    board.reconnect()
    expect(batches(board).length).toBe(1)
    expect(board.told.settled).toEqual([{ counter: 1 }])
    expect(board.replica.endings).toEqual([])
    expect(own(board).length).toBe(1)
  })

  it('[G2] that is in a snapshot’s rows already settles at the caught-up mark', () => {
    const board = new BoardHarness().join()
    board.submit(1)
    board.server.serve(board.network.last)
    board.server.floor = 1
    board.network.last.drop()
    board.client.retryNow()
    board.network.last.open()
    board.server.serve(board.network.last)
    board.network.last.deliver(2)
    expect(board.told.settled).toEqual([])
    board.settle()
    expect(board.replica.endings).toEqual(['settle 1'])
    expect(board.told.settled).toEqual([{ counter: 1 }])
    expect(board.isSame).toBe(true)
  })

  it('[G2] that was sent over three connections settles once', () => {
    const board = new BoardHarness().join()
    board.submit(1)
    for (let n = 0; n < 3; n += 1) {
      board.network.last.drop()
      board.client.retryNow()
      board.network.last.open()
      board.server.serve(board.network.last)
      board.network.last.deliver(1)
      board.server.serve(board.network.last)
    }
    board.settle()
    expect(own(board).length).toBe(1)
    expect(board.told.settled).toEqual([{ counter: 1 }])
    expect(board.client.unsettledCount).toBe(0)
  })

  it('[G2] that is refused does not block what is behind it', () => {
    const board = new BoardHarness().join()
    board.server.refuse = ops => (ops[0]?.kind === 'create' && ops[0].n === 2 ? 'forbidden' : null)
    for (const n of [1, 2, 3]) board.submit(n)
    board.settle()
    expect(board.told.refused).toMatchObject([{ counter: 2, refusal: 'forbidden', opIndex: 0 }])
    const [refused] = board.told.refused
    expect(refused?.author).toBe(board.client.author)
    expect(refused?.batch.ops).toEqual(createOps(2))
    expect(board.told.settled).toEqual([{ counter: 1 }, { counter: 3 }])
    expect(board.replica.endings).toEqual(['refuse 2 forbidden'])
    expect(board.client.unsettledCount).toBe(0)
  })

  it('[G2] whose refusal was lost is told of it by the welcome, once', () => {
    const board = new BoardHarness().join()
    board.server.refuse = () => 'board-full'
    board.submit(1)
    board.server.serve(board.network.last)
    board.server.refuse = () => null
    board.submit(2)
    board.reconnect().reconnect()
    expect(board.told.refused).toMatchObject([{ counter: 1, refusal: 'board-full', opIndex: null }])
    expect(board.told.settled).toEqual([{ counter: 2 }])
    expect(own(board).map(({ counter }) => counter)).toEqual([2])
  })

  it('[G4] stops being taken when the outbox is full, and is taken again when there is room', () => {
    const board = new BoardHarness({ outboxBounds: { maxBatches: 2, maxBytes: 1_000 } })
    board.submit(1)
    board.submit(2)
    expect(board.client.submit(createOps(3))).toEqual({ kind: 'full' })
    expect(board.client.unsettledCount).toBe(2)
    expect([...board.replica.pending.keys()]).toEqual([1, 2])
    board.join()
    expect(board.submit(3)).toBe(3)
  })

  it('[G12] waits in the outbox while the network takes no more', () => {
    const board = new BoardHarness().join()
    board.network.last.bufferedBytes = 257 * 1024
    for (const n of [1, 2, 3]) board.submit(n)
    board.settle()
    expect(board.server.log).toEqual([])
    board.network.last.bufferedBytes = 0
    board.clock.advance(50)
    board.settle()
    expect(own(board).map(({ counter }) => counter)).toEqual([1, 2, 3])
  })

  it('[G10] that this server’s frames cannot hold is refused, and what is behind it goes on', () => {
    const board = new BoardHarness()
    board.server.terms.maxFrameBytes = 64
    const body = new Uint8Array(100)
    board.submit(1)
    board.client.submit([{ kind: 'create', n: 2, page: 0, parent: null, body, last: true }])
    board.submit(3)
    board.join()
    expect(board.told.refused).toMatchObject([{ counter: 2, refusal: 'too-large', opIndex: null }])
    expect(board.told.refused[0]?.batch.bytes.length).toBeGreaterThan(100)
    expect(board.told.settled).toEqual([{ counter: 1 }, { counter: 3 }])
    expect(board.client.unsettledCount).toBe(0)
    expect(board.replica.image.size).toBe(2)
    expect(board.isSame).toBe(true)
    expect(
      board.client.submit([{ kind: 'create', n: 4, page: 0, parent: null, body, last: true }]),
    ).toMatchObject({ kind: 'too-large', maxBytes: 63 })
  })

  it('[G4] under an author key that was used before is not taken for saved: the client stops', () => {
    const { server } = new BoardHarness()
    server.appendFrom(authorNumbered(1), personNumbered(1), encodeOps(createOps(1)))
    const board = new BoardHarness({ server })
    board.submit(2)
    board.join()
    expect(board.client.state).toMatchObject({ kind: 'stopped', reason: 'internal' })
    expect(board.told.settled).toEqual([])
    expect(board.client.unsettledCount).toBe(1)
  })

  it('goes on counting behind what its author did before', () => {
    const board = new BoardHarness()
    board.otherDraws(1, 1)
    board.otherDraws(2, 1)
    board.join()
    expect(board.submit(3)).toBe(3)
    board.settle()
    expect(board.told.settled).toEqual([{ counter: 3 }])
  })
})

describe('work for a board that was replaced under its name', () => {
  const replaced = () => {
    const board = new BoardHarness().join()
    board.submit(1)
    board.settle()
    board.network.last.drop()
    board.submit(2)
    board.submit(3)
    board.server.replaceBoard()
    board.otherDraws(9)
    return board.comeBack()
  }

  it('is held, not poured in', () => {
    const board = replaced().comeBack()
    expect(own(board)).toEqual([])
    expect(
      board.client.heldWork.map(({ batches: held }) => held.map(each => each.counter)),
    ).toEqual([[2, 3]])
    expect(board.told['board-replaced'].map(({ before, after }) => before === after)).toEqual([
      false,
    ])
    expect(board.client.unsettledCount).toBe(0)
    expect([...board.replica.pending.keys()]).toEqual([])
    expect(board.told.settled).toEqual([{ counter: 1 }])
  })

  it('leaves the new board to be drawn on', () => {
    const board = replaced().comeBack()
    board.submit(4)
    board.settle()
    expect(own(board).map(({ counter }) => counter)).toEqual([4])
    expect(board.kind).toBe('live')
    expect(board.isSame).toBe(true)
  })

  it('is sent where the board had nothing yet: its id was not final', () => {
    const board = new BoardHarness().join()
    board.network.last.drop()
    board.submit(1)
    board.server.replaceBoard()
    board.comeBack()
    expect(own(board).map(({ counter }) => counter)).toEqual([1])
    expect(board.client.heldWork).toEqual([])
    expect(board.told['board-replaced']).toEqual([])
  })
})
