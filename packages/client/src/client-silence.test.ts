import { describe, expect, it } from 'vitest'
import { BoardHarness } from './testing/board-harness.ts'

describe('a link over a network that is gone', () => {
  it('[G8] is let go after 20 s of silence, and another is made', () => {
    const board = new BoardHarness().join()
    board.network.last.blackOut()
    board.clock.advance(19_999)
    expect(board.kind).toBe('live')
    board.clock.advance(1)
    expect(board.kind).toBe('waiting')
    expect(board.told.lost).toEqual([{ end: { kind: 'silent' } }])
    expect(board.comeBack().kind).toBe('live')
  })

  it('is kept while the probe is answered', () => {
    const board = new BoardHarness().join()
    for (let n = 0; n < 20; n += 1) {
      board.clock.advance(10_000)
      board.settle()
    }
    expect(board.server.heard.filter(({ type }) => type === 'probe').length).toBe(20)
    expect(board.network.links.length).toBe(1)
  })

  it('[G8] is noticed within 2 s of a wake, of `online` and of becoming visible', () => {
    for (const rouse of ['networkCame', 'networkWent', 'retryNow'] as const) {
      const board = new BoardHarness().join()
      board.network.last.blackOut()
      board.client[rouse]()
      board.clock.advance(2_000)
      expect(board.kind).toBe(rouse === 'networkWent' ? 'offline' : 'waiting')
    }
  })

  it('[G8] is kept through a sleep when the probe is answered', () => {
    const board = new BoardHarness().join()
    board.clock.sleep(8 * 3_600_000)
    board.settle()
    board.clock.advance(9_000)
    expect(board.kind).toBe('live')
    expect(board.network.links.length).toBe(1)
  })

  it('does not reach the client any more by late events of the old socket', () => {
    const board = new BoardHarness().join()
    const old = board.network.last
    board.server.send(old, { type: 'refused', counter: 1, refusal: 'forbidden', opIndex: 0 })
    board.clock.advance(20_000)
    board.clock.advance(1_000)
    board.openLast()
    const { length } = board.order
    board.submit(1)
    old.open()
    old.deliver()
    old.drop(4400)
    expect(board.kind).toBe('live')
    expect(board.told.refused).toEqual([])
    expect(board.order.slice(length)).toEqual(['unsettled'])
  })
})

describe('a device without a network', () => {
  it('goes offline only when the link does not answer', () => {
    const board = new BoardHarness().join()
    board.client.networkWent()
    board.settle()
    board.clock.advance(5_000)
    expect(board.kind).toBe('live')
  })

  it('shows offline instead of waiting, and joins within the window when the network comes', () => {
    const board = new BoardHarness().join()
    board.network.last.drop()
    board.client.networkWent()
    expect(board.client.state).toEqual({ kind: 'offline', attempt: 2 })
    board.client.networkCame()
    expect(board.kind).toBe('waiting')
    board.clock.advance(1_000)
    expect(board.network.links.length).toBe(2)
    expect(board.openLast().kind).toBe('live')
  })

  it('tries now and then all the same: the server may be on this very machine', () => {
    const board = new BoardHarness().join()
    board.client.networkWent()
    board.network.last.drop()
    expect(board.kind).toBe('offline')
    board.clock.advance(30_000)
    expect(board.network.links.length).toBe(2)
    board.network.last.drop()
    expect(board.kind).toBe('offline')
  })

  it('waits no longer because its network came than it would have otherwise', () => {
    const board = new BoardHarness({ random: () => 0.5 })
    board.server.terms.reconnectSpreadMs = 10_000
    board.join().network.last.drop()
    board.clock.advance(4_900)
    board.client.networkCame()
    board.clock.advance(100)
    expect(board.network.links.length).toBe(2)
  })

  it('drops an attempt over the network that is gone for one over the new', () => {
    const board = new BoardHarness()
    board.client.connect()
    board.client.networkCame()
    expect(board.network.links.length).toBe(2)
    expect(board.network.links[0]?.closedByClient).not.toBeNull()
    board.network.links[0]?.open()
    expect(board.network.links[0]?.takeUp()).toEqual([])
    expect(board.openLast().kind).toBe('live')
  })
})
