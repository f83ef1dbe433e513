// A board with its people, its server and its disk, all in this process, where nothing moves by itself: links, commits
// and time wait for the model's commands. The same commands do the same again.

import { setImmediate as turnOver } from 'node:timers/promises'
import type { SocketEvents, SocketLike } from '@inkroom/client'
import { nodeEnvironment, socketOf } from '@inkroom/client/node'
import { type BatchRef, type PersonId, personIdOf, SECRET_BYTES } from '@inkroom/protocol'
import { WebSocket } from 'ws'
import { seededRandom } from '../seeded-random.ts'
import { type Disk, JournalMedium } from './journal-medium.ts'
import { MemoryLink } from './memory-link.ts'
import { ModelServer } from './model-server.ts'
import { ModelPage, ModelStore } from './model-store.ts'
import { ModelTab } from './model-tab.ts'
import { StillClock } from './still-clock.ts'

/** A commit takes a turn to begin, one to end and one to be told of. */
const QUIET_TURNS = 4
const STEP_MS = 250
/** The longest wait of a client is 30 s, before which it notices a dead link in 20 s; the server takes 18 s. */
const LONGEST_REST_MS = 120_000

/** A store that failed is tried again after 3 s. */
const STORE_RETRY_MS = 4000

const keyOfBatch = ({ author, counter }: BatchRef): string => `${author}-${counter}`
const keyOf = (n: number): Uint8Array => new Uint8Array(SECRET_BYTES).fill(n)

export class ModelWorld {
  readonly tabs: ModelTab[] = []
  readonly clock = new StillClock()
  readonly random = seededRandom(1)
  readonly store = new ModelStore()
  medium: JournalMedium
  /** The board was put back to an older state at least once. */
  wentBack = false
  readonly complaints: string[] = []
  private server: ModelServer | null = null
  private readonly forbidden = new Set<PersonId>()
  private links: { readonly link: MemoryLink; readonly tab: () => ModelTab }[] = []

  private constructor(medium: JournalMedium) {
    this.medium = medium
  }

  static async open(disk: Disk): Promise<ModelWorld> {
    const world = new ModelWorld(await JournalMedium.create(disk))
    await world.start()
    world.openTab(1)
    await world.settle()
    return world
  }

  get openTabs(): readonly ModelTab[] {
    return this.tabs.filter(({ isClosed }) => !isClosed)
  }

  get isUp(): boolean {
    return this.server !== null
  }

  /** The tabs in turn. */
  tab(at: number): ModelTab {
    const open = this.openTabs
    const tab = open[at % open.length]
    if (tab === undefined) throw new Error('one tab is always open')
    return tab
  }

  openTab(person: number): ModelTab {
    const author = this.tabs.length + 1
    const page = new ModelPage(this.store, this.clock)
    const tab: ModelTab = new ModelTab({
      page,
      by: person,
      authorKey: keyOf(author),
      personKey: keyOf(100 + person),
      environment: {
        inflate: nodeEnvironment.inflate,
        clock: page.clock,
        random: this.random,
        randomBytes: count => new Uint8Array(count).fill(author),
        openSocket: (url, events) => this.openSocket(url, { events, tab: () => tab }),
      },
    })
    this.tabs.push(tab)
    return tab
  }

  /** The page goes, told before (`quit`) or not. Only what is stored by then outlives it. */
  async endTab(tab: ModelTab, how: 'quit' | 'crash'): Promise<void> {
    const { isFull } = this.store
    const { held } = tab
    const links = this.linksOf(tab)
    tab[how]()
    const stored = await this.store.countersOf(tab.client.author)
    const mayLose = how === 'crash' || isFull
    for (const counter of held) if (mayLose && !stored.has(counter)) tab.excused.add(counter)
    if (how === 'crash') for (const link of links) link.cut({ losesUp: false })
  }

  linksOf(tab: ModelTab): readonly MemoryLink[] {
    return this.links.filter(each => each.tab() === tab).map(({ link }) => link)
  }

  setForbidden(person: number, isForbidden: boolean): void {
    const id = personIdOf(keyOf(100 + person))
    if (isForbidden) this.forbidden.add(id)
    else this.forbidden.delete(id)
  }

  async start(): Promise<void> {
    if (this.server !== null) return
    const { clock, medium, random } = this
    const mayDraw = (person: PersonId): boolean => !this.forbidden.has(person)
    this.server = await ModelServer.start({ clock, medium, random, mayDraw })
  }

  /** Takes the process away: what is not stored is gone. `back` writes of before are taken away as well. */
  async kill({ hasHeld, losesDown, back = 0 }: KillOptions): Promise<void> {
    if (this.server === null) return
    this.server.kill()
    this.complaints.push(...this.server.complaints)
    this.server = null
    for (const { link } of this.links) link.bereave({ losesDown })
    this.links = []
    const before = this.medium.batches()
    this.medium = await (back > 0 ? this.medium.backup(back) : this.medium.crashed({ hasHeld }))
    if (back > 0) this.goneBack(before)
    await turnOver()
  }

  /**
   * What was saved before and is not any more is lost, but for what an open tab still holds; and of that, what
   * another tab had sent and taken out of the store: whoever finds what is left there goes on behind it.
   */
  private goneBack(before: readonly BatchRef[]): void {
    this.wentBack = true
    const kept = new Set(this.medium.batches().map(keyOfBatch))
    const lost = before.filter(batch => !kept.has(keyOfBatch(batch)))
    for (const { author, counter } of lost) {
      const tab = this.tabs.find(({ client }) => client.author === author)
      const isHeld = tab !== undefined && !tab.isClosed && tab.held.includes(counter)
      if (!isHeld || this.store.wasDrained({ author, counter })) tab?.excused.add(counter)
    }
  }

  /** Delivers, both ways and again, until nobody has anything to say. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      if (this.flushAll()) quiet = 0
      if (await this.medium.worked()) quiet = 0
      await turnOver()
    }
    this.links = this.links.filter(({ link }) => !link.isOver)
  }

  /** What is here is worked on; nothing is delivered. */
  async turn(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      await this.medium.worked()
      await turnOver()
    }
  }

  /** Time passes, and what is said meanwhile arrives. */
  async pass(ms: number): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= STEP_MS) {
      this.clock.advance(Math.min(leftMs, STEP_MS))
      await this.settle()
    }
  }

  /** All faults are over: everyone comes back, and everything is said. */
  async rest(): Promise<void> {
    await this.start()
    this.medium.setMode('open')
    this.store.isFull = false
    this.store.isRollSilent = false
    await this.restOfTabs()
    await this.pass(STORE_RETRY_MS)
    if ((await this.store.load()).length === 0) return
    // Whoever opens the board next sends what nobody else has sent.
    this.openTab(1)
    await this.restOfTabs()
    await this.pass(STORE_RETRY_MS)
  }

  private async restOfTabs(): Promise<void> {
    for (const { link } of this.links) link.isStalled = false
    for (const { client } of this.openTabs) client.connect()
    for (let restMs = 0; restMs < LONGEST_REST_MS; restMs += 1000) {
      await this.pass(1000)
      const seqs = new Set(this.openTabs.map(({ client }) => client.seq))
      if (seqs.size === 1 && this.openTabs.every(({ isAtRest }) => isAtRest)) return
    }
    const states = this.openTabs.map(({ client }) => [client.state, client.unsettledCount])
    throw new Error(`no rest: ${JSON.stringify(states)}`)
  }

  async close(): Promise<void> {
    for (const tab of this.openTabs) tab.crash()
    for (const { link } of this.links) link.bereave({ losesDown: true })
    this.complaints.push(...(this.server?.complaints ?? []))
    this.server?.kill()
    await this.medium.dispose()
  }

  private flushAll(): boolean {
    let passed = false
    for (const { link } of this.links) {
      for (const direction of ['up', 'down'] as const) {
        if (link.flush(direction)) passed = true
      }
    }
    return passed
  }

  private openSocket(url: string, { events, tab }: OpenSocketOptions): SocketLike {
    const link = new MemoryLink()
    if (this.server === null) link.bereave({ losesDown: true })
    else {
      this.links.push({ link, tab })
      this.server.take(link)
    }
    const options = { perMessageDeflate: false, createConnection: () => link.client }
    return socketOf(new WebSocket(url, options), events)
  }
}

export interface KillOptions {
  /** The commit that waits for the disk is stored, and nobody was told. */
  readonly hasHeld: boolean
  /** What was on its way to the clients is lost. */
  readonly losesDown: boolean
  readonly back?: number
}

interface OpenSocketOptions {
  readonly events: SocketEvents
  readonly tab: () => ModelTab
}
