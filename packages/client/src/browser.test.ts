import { CLOSE_REASONS } from '@inkroom/protocol'
import { describe, expect, it, vi } from 'vitest'
import {
  browserEnvironment,
  connectBoard,
  drawKey,
  followPage,
  ImageReplica,
  socketUrlOf,
} from './browser.ts'
import { MemoryOutboxStore } from './keeping.ts'
import { BoardHarness } from './testing/board-harness.ts'
import { turn, Visits } from './testing/visits.ts'

/** What followPage uses of a window. */
class FakePage extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' })

  tell(name: string): void {
    this.dispatchEvent(new Event(name))
  }

  show(visibilityState: 'visible' | 'hidden'): void {
    this.document.visibilityState = visibilityState
    this.document.dispatchEvent(new Event('visibilitychange'))
  }
}

function onPage() {
  const board = new BoardHarness()
  const page = new FakePage()
  // A whole Window cannot be made by hand; these are the parts that are used.
  const leave = followPage(board.client, page as unknown as Window)
  return { board, page, leave }
}

describe('a client on a page', () => {
  it('lets its socket go when the page is put aside, so that it can be cached', () => {
    const { board, page } = onPage()
    board.join()
    page.tell('pagehide')
    // Browsers let a page close with 1000 or 3000 and up, never with 1001.
    expect(board.network.last.closedByClient).toMatchObject({ code: CLOSE_REASONS.normal.code })
    expect(board.kind).toBe('idle')
  })

  it('joins again when the page comes back, and takes up where it was', () => {
    const { board, page } = onPage()
    board.join()
    page.tell('pagehide')
    page.tell('pageshow')
    expect(board.openLast().kind).toBe('live')
    expect(board.told.welcome.at(-1)?.mode).toBe('resumed')
  })

  it('is not connected by a page show where nobody had connected it', () => {
    const { board, page } = onPage()
    page.tell('pageshow')
    page.tell('pagehide')
    page.tell('pageshow')
    expect(board.kind).toBe('idle')
  })

  it('[G8] probes the link when the page is seen again, and tries at once if it waits', () => {
    const { board, page } = onPage()
    board.join()
    page.show('hidden')
    board.network.last.blackOut()
    page.show('visible')
    board.clock.advance(2_000)
    expect(board.kind).toBe('waiting')
    page.show('hidden')
    expect(board.kind).toBe('waiting')
    page.show('visible')
    expect(board.kind).toBe('connecting')
  })

  it('hears of the network', () => {
    const { board, page } = onPage()
    board.join().network.last.drop()
    page.tell('offline')
    expect(board.kind).toBe('offline')
    page.tell('online')
    expect(board.kind).toBe('waiting')
  })

  it('leaves the page alone in the end', () => {
    const { board, page, leave } = onPage()
    board.join()
    leave()
    page.tell('pagehide')
    page.tell('offline')
    expect(board.kind).toBe('live')
  })
})

describe('work on a page', () => {
  it('[G4] is stored at once when the page is put aside or is not seen any more', async () => {
    const visits = new Visits()
    const { board } = visits.open()
    const page = new FakePage()
    // As above.
    followPage(board.client, page as unknown as Window)
    await visits.run()
    board.network.last.blackOut()
    board.submit(1)
    page.show('hidden')
    await turn()
    expect(board.client.unkeptCount).toBe(0)
    board.submit(2)
    page.tell('pagehide')
    await turn()
    expect(board.client.unkeptCount).toBe(0)
  })

  it('is left to others while the page is put aside, and is its own again when it comes back', async () => {
    const visits = new Visits()
    const { board } = visits.open()
    const page = new FakePage()
    // As above.
    followPage(board.client, page as unknown as Window)
    const lives = async () => (await visits.store.roll.whoLives()).has(board.client.author)
    expect(await lives()).toBe(true)
    page.tell('pagehide')
    expect(await lives()).toBe(false)
    page.tell('pageshow')
    expect(await lives()).toBe(true)
  })

  it('is under a key that is in no storage that a duplicated tab would copy', async () => {
    class FakeSocket extends EventTarget {
      binaryType = ''
      close(): void {}
    }
    const touched = vi.fn(() => false)
    const touchedKeys = vi.fn(() => [])
    const handler = { get: touched, set: touched, has: touched, ownKeys: touchedKeys }
    const untouchable = new Proxy({}, handler)
    const page = new FakePage()
    const globals = { WebSocket: FakeSocket, window: page, history: untouchable }
    const storages = { sessionStorage: untouchable, localStorage: untouchable }
    for (const [name, value] of Object.entries({ ...globals, ...storages })) {
      vi.stubGlobal(name, value)
    }
    const open = () =>
      connectBoard({
        url: 'ws://board.test/ws',
        roomName: 'sketch',
        replica: new ImageReplica(),
        personKey: drawKey(),
        profile: { name: 'Ada', color: 1 },
        outboxStore: new MemoryOutboxStore(),
      })
    const tabs = [open(), open()]
    expect(tabs[0]?.author).not.toBe(tabs[1]?.author)
    for (const tab of tabs) tab.close()
    expect(touched).not.toHaveBeenCalled()
    expect(touchedKeys).not.toHaveBeenCalled()
    vi.unstubAllGlobals()
  })
})

describe('the browser’s environment', () => {
  it('finds the server where the page came from, encrypted where the page is', () => {
    expect(socketUrlOf({ protocol: 'https:', host: 'ink.example' })).toBe('wss://ink.example/ws')
    expect(socketUrlOf({ protocol: 'http:', host: '10.0.0.7:8080' })).toBe('ws://10.0.0.7:8080/ws')
  })

  it('draws keys of 16 bytes that differ', () => {
    expect(drawKey().length).toBe(16)
    expect(drawKey()).not.toEqual(drawKey())
  })

  it('cancels its timers', async () => {
    const { clock } = browserEnvironment
    const fired = await new Promise(resolve => {
      const cancel = clock.setTimer(() => resolve('the cancelled one'), 0)
      cancel()
      clock.setTimer(() => resolve('the other one'), 0)
    })
    expect(fired).toBe('the other one')
  })
})
