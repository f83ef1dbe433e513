// Pages of one person that come and go over one store, one server and one clock.

import type { Hello } from '@inkroom/protocol'
import type { Clock } from '../environment.ts'
import { MemoryOutboxStore } from '../keeping/memory-outbox-store.ts'
import type { LivingRoll, OutboxStore, OutboxWrite, StoredOutbox } from '../keeping/outbox-store.ts'
import { keepIn } from '../keeping.ts'
import type { BoardOptions } from '../options.ts'
import { authorNumbered, BoardHarness, keyOf } from './board-harness.ts'
import type { FakeLink } from './fake-network.ts'
import { RoomServer } from './room-server.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Lets promises that are settled be heard of. */
export async function turn(): Promise<void> {
  for (let n = 0; n < 50; n += 1) await Promise.resolve()
}

/** The world as one page has it: a page that is gone hears no timer and writes nothing. */
export class Page implements Clock, OutboxStore {
  readonly board: BoardHarness
  readonly roll: LivingRoll
  /** The store takes nothing from this page. */
  isFull = false
  /** The store shows nothing to this page. */
  isUnreadable = false
  private readonly visits: Visits
  private isGone = false
  private readable: Promise<void> = Promise.resolve()
  private leave = () => {}

  constructor(visits: Visits, self: number, board: Partial<BoardOptions>) {
    this.visits = visits
    const { roll } = visits.store
    this.roll = {
      enter: author => (this.leave = roll.enter(author)),
      whoLives: () => roll.whoLives(),
      onLeave: hear =>
        roll.onLeave(() => {
          if (!visits.isKilling) hear()
        }),
    }
    this.board = new BoardHarness({
      clock: visits.clock,
      pageClock: this,
      server: visits.server,
      self,
      personKey: keyOf(101),
      keepWork: keepIn(this),
      ...board,
    })
  }

  nowMs(): number {
    return this.visits.clock.nowMs()
  }

  setTimer(fire: () => void, delayMs: number): () => void {
    return this.visits.clock.setTimer(() => {
      if (!this.isGone) fire()
    }, delayMs)
  }

  async load(): Promise<readonly StoredOutbox[]> {
    // The test that opened the page has a word first.
    await Promise.resolve()
    await this.readable
    if (this.isUnreadable) throw new Error('no database')
    return this.visits.store.load()
  }

  write(write: OutboxWrite): Promise<void> {
    if (this.isFull || this.isGone) return Promise.reject(new Error('no room'))
    return this.visits.store.write(write)
  }

  /** The store says nothing to this page. Returns what lets it. */
  holdLoads(): () => void {
    let release = () => {}
    this.readable = new Promise(resolve => (release = resolve))
    return () => release()
  }

  /** From one moment to the next, without a word. */
  crash(): void {
    this.isGone = true
    this.visits.isKilling = true
    this.leave()
    this.visits.isKilling = false
    for (const link of this.board.network.links) link.blackOut()
    this.visits.pages.delete(this)
  }

  /** As a page is left: it is told so first. */
  quit(): void {
    this.board.client.suspend()
    this.crash()
  }
}

export class Visits {
  readonly clock = new VirtualClock()
  readonly server = new RoomServer()
  readonly store = new MemoryOutboxStore()
  readonly pages = new Set<Page>()
  /** Who leaves now does so without a word. */
  isKilling = false
  private readonly opened = new Set<FakeLink>()
  private authors = 0

  open(board: Partial<BoardOptions> = {}): Page {
    this.authors += 1
    const page = new Page(this, this.authors, board)
    this.pages.add(page)
    page.board.client.connect()
    return page
  }

  /** No join is answered whose hello is like that. */
  ignore(isDeafTo: (hello: Hello) => boolean): void {
    const { server } = this
    server.bend = frame => {
      const last = server.heard.at(-1)
      return last?.type === 'hello' && frame.type !== 'beat' && isDeafTo(last) ? null : frame
    }
  }

  get links(): FakeLink[] {
    return Array.from(this.pages).flatMap(({ board }) => board.network.links)
  }

  /** Another server, with another board under the name. */
  replaceBoard(n?: number): void {
    this.server.replaceBoard(n)
    this.restartServer()
  }

  /** The server ends, and another takes its place. */
  restartServer(): void {
    const { links } = this
    this.server.restart()
    for (const link of links) if (link.closedByClient === null) link.drop(1012)
  }

  /** The page joins; what it does then has begun, and nothing of it was carried yet. */
  async join({ board }: Page): Promise<void> {
    this.opened.add(board.network.last)
    board.join()
    await turn()
  }

  /** The link opens; nothing is carried over it but by the test, until `run`. */
  openLink(link: FakeLink): void {
    this.opened.add(link)
    link.open()
  }

  /** Time goes by on links that stand. */
  async pass(forMs: number): Promise<void> {
    for (let leftMs = forMs; leftMs > 0; leftMs -= 5_000) {
      this.clock.advance(Math.min(leftMs, 5_000))
      for (const link of this.links) if (this.server.knows(link)) this.server.beat(link)
      await this.run()
    }
  }

  /** Links open, and everything that anybody says arrives, until nobody says anything more. */
  async run(): Promise<void> {
    for (let idle = 0; idle < 3; ) {
      await turn()
      const isBusy = this.links.map(link => this.carry(link)).includes(true)
      idle = isBusy ? 0 : idle + 1
    }
  }

  /** The same, until every page is live and has nothing unsettled, however many tries it takes. */
  async calm(): Promise<void> {
    for (let n = 0; n < 40; n += 1) {
      await this.run()
      // Silence would be taken for a dead link.
      for (const link of this.links) if (this.server.knows(link)) this.server.beat(link)
      this.clock.advance(3_000)
    }
    await this.run()
  }

  private carry(link: FakeLink): boolean {
    if (!this.opened.has(link)) {
      this.opened.add(link)
      if (link.closedByClient === null) link.open()
      return true
    }
    this.server.serve(link)
    const isBusy = link.waitingDown > 0
    link.deliver()
    return isBusy
  }
}

/** An author's counters in the log, in the log's order. */
export const logged = ({ server }: Visits, author: number) =>
  server.log.filter(each => each.author === authorNumbered(author)).map(({ counter }) => counter)

/** The counters of each stored outbox. */
export const stored = async ({ store }: Visits) =>
  (await store.load()).map(({ batches }) => batches.map(({ counter }) => counter))

/** A page drew without a connection, and has its work in the store. */
export async function leftWork(
  count: number,
  visits: Visits = new Visits(),
  board: Partial<BoardOptions> = {},
) {
  const page = visits.open(board)
  await visits.run()
  page.board.network.last.drop()
  for (let n = 1; n <= count; n += 1) page.board.submit(n)
  visits.clock.advance(50)
  return { visits, page }
}
