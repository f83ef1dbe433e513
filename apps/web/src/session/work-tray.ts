// What is not on the server and will not get there by itself: what it refused, and what it cannot be given. The one
// writer of the board store's tray. The work itself is here, for its person to take along.

import type { Client, Clock } from '@inkroom/client'
import type { AuthorId, Batch } from '@inkroom/protocol'
import type { TrayWork } from '../app/board-actions.ts'
import { boardStore, type RefusedReason, type TrayLot, type TrayWhy } from '../app/board-store.ts'
import { blockedReasonOf } from './save-state.ts'

/** As much as an outbox holds. Beyond it the oldest of the refused work goes, so that a page left open for days stands. */
const MAX_TRAY_BYTES = 16 * 1024 * 1024

interface Lot {
  readonly why: TrayWhy
  readonly boardId: string
  readonly sinceMs: number
  count: number
  readonly batches: Batch[]
}

type TrayClient = Pick<Client, 'on' | 'heldWork' | 'discardHeld' | 'isKept'>

export class WorkTray {
  private readonly client: TrayClient
  private readonly clock: Clock
  private readonly lots = new Map<string, Lot>()
  /** Held batches that were in a tray that was put away. */
  private readonly putAway = new Set<string>()
  /** Of what is refused: the rest is stored, and what else is in the tray must not push it out. */
  private refusedBytes = 0

  constructor(client: TrayClient, clock: Clock) {
    this.client = client
    this.clock = clock
    client.on('refused', ({ refusal: reason, batch, roomName }) => {
      this.add({ kind: 'refused', reason }, roomName ?? boardId(), [batch])
    })
    client.on('orphan-blocked', ({ reason, roomName, batches }) => {
      if (reason === 'board-replaced') return this.showHeld()
      this.add({ kind: 'blocked', reason: blockedReasonOf(reason) }, roomName, batches)
    })
    client.on('board-replaced', () => this.showHeld())
    client.on('kept', () => this.show())
    // What an earlier visit left for a board that is gone is known by now.
    client.on('live', () => this.showHeld())
    // Or a while later, when all other tabs had time to claim it as theirs.
    client.on('beat', () => this.showHeld())
  }

  get work(): readonly TrayWork[] {
    return Array.from(this.lots.values(), lot => ({ lot: this.shown(lot), batches: lot.batches }))
  }

  /** It never became a batch. */
  addNotTaken(reason: RefusedReason): void {
    const lot = this.lotOf({ kind: 'refused', reason }, boardId())
    lot.count += 1
    this.show()
  }

  /** Puts away what stays stored: it is shown again by the next visit, or once there is more of it. */
  putStoredAway(): void {
    for (const [id, { why, batches }] of this.lots) {
      // What nothing stores is not lost by a wave of the hand.
      if (why.kind === 'refused' || (why.kind === 'held' && !this.client.isKept)) continue
      if (why.kind === 'held') for (const batch of batches) this.putAway.add(refOf(batch))
      this.drop(id)
    }
    this.show()
  }

  /** What is refused and what is held is nowhere from here on. The rest is not this page's to delete. */
  delete(): void {
    for (const [id, { why, batches }] of this.lots) {
      if (why.kind === 'blocked') continue
      const authors = new Set(why.kind === 'held' ? batches.map(({ author }) => author) : [])
      for (const author of authors) this.client.discardHeld(author)
      this.drop(id)
    }
    this.show()
  }

  private add(why: TrayWhy, ofBoard: string, batches: readonly Batch[]): void {
    const lot = this.lotOf(why, ofBoard)
    lot.count += batches.length
    for (const batch of batches) lot.batches.push(batch)
    if (why.kind === 'refused') this.refusedBytes += sizeOf(batches)
    this.dropOldest()
    this.show()
  }

  /** The client has all of it: it is taken anew. */
  private showHeld(): void {
    const batches = this.heldToShow()
    const lot = this.lotOf({ kind: 'held' }, boardId())
    const isShown =
      batches.length === lot.count && batches.every((batch, at) => batch === lot.batches[at])
    lot.count = batches.length
    lot.batches.length = 0
    for (const batch of batches) lot.batches.push(batch)
    if (batches.length === 0) this.lots.delete(idOf(lot))
    if (!isShown) this.show()
  }

  /** All of an author of whom some is new here: it can only be let go together. */
  private heldToShow(): readonly Batch[] {
    const held = this.client.heldWork.flatMap(({ batches }) => batches)
    const isNew = (batch: Batch) => !this.putAway.has(refOf(batch))
    const authors = new Set<AuthorId>(held.filter(isNew).map(({ author }) => author))
    return held.filter(({ author }) => authors.has(author))
  }

  private drop(id: string): void {
    const lot = this.lots.get(id)
    if (lot?.why.kind === 'refused') this.refusedBytes -= sizeOf(lot.batches)
    this.lots.delete(id)
  }

  private lotOf(why: TrayWhy, ofBoard: string): Lot {
    const id = idOf({ why, boardId: ofBoard })
    const known = this.lots.get(id)
    if (known !== undefined) return known
    const sinceMs = this.clock.nowMs()
    const lot: Lot = { why, boardId: ofBoard, sinceMs, count: 0, batches: [] }
    this.lots.set(id, lot)
    return lot
  }

  private dropOldest(): void {
    for (const { why, batches } of this.lots.values()) {
      while (why.kind === 'refused' && this.refusedBytes > MAX_TRAY_BYTES && batches.length > 0) {
        this.refusedBytes -= sizeOf(batches.splice(0, 1))
      }
    }
  }

  private show(): void {
    boardStore.setState({ tray: Array.from(this.lots.values(), lot => this.shown(lot)) })
  }

  private shown(lot: Lot): TrayLot {
    const { why, boardId: ofBoard, count, sinceMs } = lot
    const isStored = why.kind === 'blocked' || (why.kind === 'held' && this.client.isKept)
    return { id: idOf(lot), why, boardId: ofBoard, count, sinceMs, isStored }
  }
}

const boardId = (): string => boardStore.getState().boardId

const idOf = ({ why, boardId: ofBoard }: Pick<Lot, 'why' | 'boardId'>): string =>
  [why.kind, why.kind === 'held' ? '' : why.reason, ofBoard].join(' ')

const refOf = ({ author, counter }: Batch): string => `${author} ${counter}`

const sizeOf = (batches: readonly Batch[]): number =>
  batches.reduce((sum, { bytes }) => sum + bytes.length, 0)
