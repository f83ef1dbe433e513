// Work that outlived its page: shows what is for this board, has it sent while the client is live, and holds
// what is for a board that another has replaced. Nothing here makes ids under a found key.
//
//   look ─ load ─ who lives? ─┬─ of this board ─ adopted into the view ─┬─ drained, while live ─ removed
//                             ├─ of other boards ───────────────────────┘
//                             └─ of a board that another has replaced ─ held

import type { AuthorId, BatchRef, RoomId } from '@inkroom/protocol'
import type { ClientEvents } from '../events.ts'
import type { HeldWork } from '../outbox.ts'
import type { WorkKeeperParts } from '../work-keeper.ts'
import { AdoptedWork } from './adopted-work.ts'
import { Drain, type DrainEnd, type DrainHost } from './drain.ts'
import { DrainRun } from './drain-run.ts'
import { OrphanFinder } from './orphan-finder.ts'
import type { OrphanedWork } from './orphaned-work.ts'
import type { OutboxStore } from './outbox-store.ts'
import { RecoveryReport } from './recovery-report.ts'
import { type DueWork, RecoveryRounds } from './recovery-rounds.ts'

export interface RecoveryParts extends Omit<WorkKeeperParts, 'memory'> {
  readonly store: OutboxStore
  readonly storeRead: (wasRead: boolean) => void
}

const keyOf = ({ head, batches }: OrphanedWork): string =>
  `${head.author}-${batches.at(-1)?.counter ?? 0}`

export class Recovery {
  readonly rounds: RecoveryRounds
  private readonly parts: RecoveryParts
  private readonly adopted: AdoptedWork
  private readonly finder: OrphanFinder
  private readonly report: RecoveryReport
  /** Of this board's name, by what was found last. */
  private found: readonly OrphanedWork[] = []
  /** Not tried again by this client: held, or the server will have nothing of it. */
  private readonly done = new Set<string>()
  private looks = 0
  private room: RoomId | null = null

  constructor(parts: RecoveryParts) {
    const { options, events, timing } = parts
    this.parts = parts
    this.adopted = new AdoptedWork(options.replica)
    this.finder = new OrphanFinder(parts)
    this.report = new RecoveryReport(events, work => this.isOfName(work))
    this.rounds = new RecoveryRounds({
      timing,
      clock: options.environment.clock,
      look: () => this.look(),
      run: (works, done) => this.runOf(works, done),
      sentOwn: () => this.report.sum(),
    })
  }

  get adoptedCount(): number {
    return this.adopted.count
  }

  /** For boards that had this name before. */
  get held(): readonly HeldWork[] {
    return this.found.flatMap(work => {
      const { head, room, batches } = work
      return room === null || this.isHere(work) ? [] : [{ author: head.author, room, batches }]
    })
  }

  /** Nobody wants it any more. */
  discardHeld(author: AuthorId): void {
    for (const work of this.found) {
      if (work.head.author === author && !this.isHere(work)) this.remove(work)
    }
  }

  /** Shows what is found of this board, with or without a connection. Null where the store does not say. */
  async look(): Promise<DueWork | null> {
    const found = await this.finder.find()
    if (found === null) return null
    this.looks += 1
    this.found = found.filter(work => this.isOfName(work))
    this.changing(() => this.adopted.keepOnly(this.found))
    this.sortOut()
    const own = this.found.filter(work => this.isHere(work))
    const others = found.filter(work => !work.isFormer && !this.isOfName(work))
    return { own: this.rotated(own), others: this.rotated(others) }
  }

  /** What is found from now on is not shown any more. */
  close(): void {
    this.rounds.rest()
    this.finder.close()
  }

  /** The server named the board. Work for another one that had its name is not shown here. */
  roomIs(room: RoomId): void {
    if (this.room === room) return
    // What was held may be for this one.
    for (const work of this.found) if (!this.isHere(work)) this.done.delete(keyOf(work))
    this.room = room
    this.sortOut()
  }

  followed(ref: BatchRef): void {
    if (this.adopted.count === 0) return
    this.changing(() => this.adopted.followed(ref))
    this.placed()
  }

  /** The replica may stand elsewhere. */
  placed(): void {
    const position = this.parts.position()
    if (position !== null) this.changing(() => this.adopted.reached(position.seq))
  }

  historyReplaced(): void {
    this.changing(() => this.adopted.forgetSeqs())
  }

  private sortOut(): void {
    for (const work of this.found.filter(each => this.isDue(each))) {
      if (this.isHere(work)) this.changing(() => this.adopted.adopt(work))
      else if (this.room !== null) this.hold(work)
    }
  }

  private isOfName({ head }: OrphanedWork): boolean {
    return head.roomName === this.parts.options.roomName
  }

  /** Work that knows no board yet is for the one that has the name; before a welcome, nobody knows better. */
  private isHere({ room, isFormer, isPassed }: OrphanedWork): boolean {
    if (isPassed) return false
    if (this.room === null) return !isFormer
    return room === null || room === this.room
  }

  private isDue(work: OrphanedWork): boolean {
    return !this.done.has(keyOf(work))
  }

  /** Another one begins each time: those that never end must not have every turn. */
  private rotated(works: readonly OrphanedWork[]): readonly OrphanedWork[] {
    const first = this.looks % works.length
    return [...works.slice(first), ...works.slice(0, first)]
  }

  private runOf(works: readonly OrphanedWork[], done: () => void): DrainRun {
    return new DrainRun({
      works,
      done,
      clock: this.parts.options.environment.clock,
      open: (work, over) => (this.isDue(work) ? this.drainOf(work, over) : null),
      ended: (work, end) => this.ended(work, end),
    })
  }

  private drainOf(work: OrphanedWork, over: (end: DrainEnd) => void): Drain {
    const { options, timing, profile, position } = this.parts
    const { url, environment } = options
    return new Drain({
      url,
      environment,
      timing,
      work,
      profile,
      resume: () => (this.isOfName(work) ? position() : null),
      host: this.hostOf(work, over),
    })
  }

  private hostOf(work: OrphanedWork, over: (end: DrainEnd) => void): DrainHost {
    const { author } = work.head
    return {
      saved: (counter, seq, isNew) => {
        if (isNew) this.report.sent(work)
        this.adopted.saved({ author, counter }, seq)
        this.placed()
      },
      refused: (counter, refusal, opIndex) => {
        this.changing(() => this.adopted.refused({ author, counter }, refusal))
        this.report.refused(work, { counter, refusal, opIndex })
      },
      missing: counters => this.report.missing(work, counters),
      over,
    }
  }

  private ended(work: OrphanedWork, end: DrainEnd): void {
    if (end.kind === 'drained') return this.remove(work)
    if (end.kind === 'replaced') return this.hold(work)
    this.done.add(keyOf(work))
    this.tellBlocked(work, end.reason)
  }

  private remove(work: OrphanedWork): void {
    const { store, storeRead } = this.parts
    const { head, batches } = work
    this.found = this.found.filter(each => each !== work)
    const remove = batches.map(({ counter }) => counter)
    // Should it stay, it is drained once more, and the server counts each batch once.
    store.write({ head, put: [], remove }).catch(() => storeRead(false))
  }

  private hold(work: OrphanedWork): void {
    this.done.add(keyOf(work))
    this.changing(() => this.adopted.release(work.batches))
    if (!work.isFormer) this.tellBlocked(work, 'board-replaced')
  }

  private tellBlocked(
    { head: { author, roomName }, batches }: OrphanedWork,
    reason: ClientEvents['orphan-blocked']['reason'],
  ): void {
    this.parts.events.emit('orphan-blocked', { reason, roomName, author, batches })
  }

  private changing(change: () => void): void {
    const before = this.adopted.count
    change()
    if (this.adopted.count !== before) this.parts.unsettledChanged()
  }
}
