// Writes behind: what an outbox holds and the store has not goes there soon, and leaves it when it ended.
// What settles before the gathering is over, which is the normal case, is never written.
//
//   change ─▶ gathering (gatherMs) ─▶ one write in flight while the next gathers ─▶ kept
//                  ▲                        │ fails
//                  └──── keepRetryMs ◀──────┘ (with all that is held: nothing is known of the store)
//
// Each write puts all that the store does not have for sure, also what a write before it was given and did
// not answer for: whichever of them succeed, what is stored has no gap in its counters.

import type { Clock } from '../environment.ts'
import type { Timing } from '../timing.ts'
import type { OutboxHead, OutboxStore, StoredBatch } from './outbox-store.ts'

export interface KeeperParts {
  readonly write: OutboxStore['write']
  readonly clock: Clock
  readonly timing: Pick<Timing, 'gatherMs' | 'keepRetryMs'>
  /** As of now. */
  head(): OutboxHead
  /** `isKept` is another than before. */
  keptChanged(): void
}

export class OutboxKeeper {
  private readonly parts: KeeperParts
  /** Held, and in the store: it said so. */
  private readonly kept = new Map<number, Uint8Array>()
  /** Held, and not in the store for sure. */
  private readonly unkept = new Map<number, Uint8Array>()
  /** Of those held: what the store was ever given, and may have in some state. */
  private readonly given = new Set<number>()
  /** Not held any more, and maybe in the store. */
  private readonly ended = new Set<number>()
  private writesInFlight = 0
  private headChanged = false
  /** Since the last write was given. */
  private changed = false
  /** What the store could not do when it was asked last. One that cannot be written may be read. */
  private trouble: 'none' | 'unread' | 'unwritten' = 'none'
  private stopped = false
  private cancelTimer: (() => void) | null = null
  private cancelWatch: (() => void) | null = null

  constructor(parts: KeeperParts) {
    this.parts = parts
  }

  /** Whether the store takes what it is given. */
  get isKept(): boolean {
    return this.trouble === 'none'
  }

  /** How much is held that the store does not have for sure. */
  get unkeptCount(): number {
    return this.unkept.size
  }

  put(counter: number, bytes: Uint8Array): void {
    this.kept.delete(counter)
    this.unkept.set(counter, bytes)
    this.gather()
  }

  end(counter: number): void {
    this.kept.delete(counter)
    this.unkept.delete(counter)
    // Never given to the store, it need not be taken out of it.
    if (!this.given.delete(counter)) return
    this.ended.add(counter)
    this.gather()
  }

  /** Of those held, each that has this counter or a lower one. */
  endUpTo(upTo: number): void {
    const held = [...this.kept.keys(), ...this.unkept.keys()]
    for (const counter of held) if (counter <= upTo) this.end(counter)
  }

  /** What the head says is another than before. */
  rehead(): void {
    if (this.given.size === 0) return
    this.headChanged = true
    this.gather()
  }

  /** At once, whatever is in flight: the page may be gone the next moment. */
  flush(): void {
    if (this.stopped) return
    this.cancel()
    this.write()
  }

  /** The last write; nothing is tried again after it. */
  stop(): void {
    this.flush()
    this.stopped = true
    this.watch()
  }

  /** Whether the store could be read, which says nothing of one that could not be written. */
  storeRead(wasRead: boolean): void {
    if (this.trouble !== 'unwritten') this.become(wasRead ? 'none' : 'unread')
  }

  private cancel(): void {
    this.cancelTimer?.()
    this.cancelTimer = null
  }

  private gather(): void {
    this.changed = true
    if (this.stopped || this.cancelTimer !== null || this.writesInFlight > 0) return
    this.writeAfter(this.parts.timing.gatherMs)
  }

  private writeAfter(delayMs: number): void {
    this.cancel()
    this.cancelTimer = this.parts.clock.setTimer(() => {
      this.cancelTimer = null
      this.write()
    }, delayMs)
  }

  private write(): void {
    if (!this.changed) return
    this.changed = false
    const put = Array.from(this.unkept, ([counter, bytes]) => ({ counter, bytes }))
    const remove = Array.from(this.ended)
    if (put.length + remove.length === 0 && !this.headChanged) return
    for (const { counter } of put) this.given.add(counter)
    this.ended.clear()
    this.headChanged = false
    this.writesInFlight += 1
    if (this.writesInFlight === 1) this.watch()
    this.parts.write({ head: this.parts.head(), put, remove }).then(
      () => this.written(put),
      () => this.failed(remove),
    )
  }

  private written(put: readonly StoredBatch[]): void {
    for (const { counter, bytes } of put) {
      // It may have ended meanwhile, or been put anew.
      if (this.unkept.get(counter) !== bytes) continue
      this.unkept.delete(counter)
      this.kept.set(counter, bytes)
    }
    this.answered('none')
    if (this.changed) this.gather()
  }

  private failed(remove: readonly number[]): void {
    for (const [counter, bytes] of this.kept) this.unkept.set(counter, bytes)
    this.kept.clear()
    for (const counter of remove) this.ended.add(counter)
    this.changed = true
    this.answered('unwritten')
    if (!this.stopped) this.writeAfter(this.parts.timing.keepRetryMs)
  }

  private answered(trouble: 'none' | 'unwritten'): void {
    this.writesInFlight -= 1
    this.watch()
    this.become(trouble)
  }

  /** What a store was given that does not answer is not known to be kept. */
  private watch(): void {
    this.cancelWatch?.()
    this.cancelWatch = null
    if (this.writesInFlight === 0 || this.stopped) return
    const { clock, timing } = this.parts
    this.cancelWatch = clock.setTimer(() => this.become('unwritten'), timing.keepRetryMs)
  }

  private become(trouble: typeof this.trouble): void {
    const was = this.isKept
    this.trouble = trouble
    if (this.isKept !== was && !this.stopped) this.parts.keptChanged()
  }
}
