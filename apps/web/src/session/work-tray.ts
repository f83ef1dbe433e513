// What is not on the server and will not get there by itself: what it refused, and what it cannot be given. The one
// writer of the board store's tray. The work itself is here, for its person to take along.

import type { Client, Clock } from '@inkroom/client'
import type { Batch } from '@inkroom/protocol'
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

type TrayClient = Pick<Client, 'on' | 'heldWork'>

export class WorkTray {
  private readonly client: TrayClient
  private readonly clock: Clock
  private readonly lots = new Map<string, Lot>()
  private isHeldDismissed = false
  private bytes = 0

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
    client.on('board-replaced', () => {
      this.isHeldDismissed = false
      this.showHeld()
    })
    // What an earlier visit left for a board that is gone is known by now.
    client.on('live', () => this.showHeld())
  }

  get work(): readonly TrayWork[] {
    return Array.from(this.lots, ([id, lot]) => ({ lot: shownLot(id, lot), batches: lot.batches }))
  }

  /** It never became a batch. */
  addNotTaken(reason: RefusedReason): void {
    const lot = this.lotOf({ kind: 'refused', reason }, boardId())
    lot.count += 1
    this.show()
  }

  dismiss(): void {
    this.isHeldDismissed = true
    this.lots.clear()
    this.bytes = 0
    this.show()
  }

  private add(why: TrayWhy, ofBoard: string, batches: readonly Batch[]): void {
    const lot = this.lotOf(why, ofBoard)
    lot.count += batches.length
    for (const batch of batches) lot.batches.push(batch)
    this.bytes += sizeOf(batches)
    this.dropOldest()
    this.show()
  }

  /** The client has all of it: it is taken anew. */
  private showHeld(): void {
    const batches = this.client.heldWork.flatMap(held => held.batches)
    if (batches.length === 0 || this.isHeldDismissed) return
    const lot = this.lotOf({ kind: 'held' }, boardId())
    lot.count = batches.length
    lot.batches.length = 0
    for (const batch of batches) lot.batches.push(batch)
    this.show()
  }

  private lotOf(why: TrayWhy, ofBoard: string): Lot {
    const id = [why.kind, why.kind === 'held' ? '' : why.reason, ofBoard].join(' ')
    const known = this.lots.get(id)
    if (known !== undefined) return known
    const sinceMs = this.clock.nowMs()
    const lot: Lot = { why, boardId: ofBoard, sinceMs, count: 0, batches: [] }
    this.lots.set(id, lot)
    return lot
  }

  private dropOldest(): void {
    for (const { why, batches } of this.lots.values()) {
      while (why.kind === 'refused' && this.bytes > MAX_TRAY_BYTES && batches.length > 0) {
        this.bytes -= sizeOf(batches.splice(0, 1))
      }
    }
  }

  private show(): void {
    boardStore.setState({ tray: Array.from(this.lots, ([id, lot]) => shownLot(id, lot)) })
  }
}

const boardId = (): string => boardStore.getState().boardId

const shownLot = (id: string, { why, boardId: ofBoard, count, sinceMs }: Lot): TrayLot => ({
  id,
  why,
  boardId: ofBoard,
  count,
  sinceMs,
})

const sizeOf = (batches: readonly Batch[]): number =>
  batches.reduce((sum, { bytes }) => sum + bytes.length, 0)
