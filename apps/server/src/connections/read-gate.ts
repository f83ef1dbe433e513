// Whether a connection is read from. Several things may hold it back at once; what waits meanwhile waits
// in the network, where TCP slows its sender down.

export type HoldReason = 'opening' | 'rate' | 'unsettled'

export interface Pausable {
  pause(): void
  resume(): void
}

/** Nearly all are read from nearly always. */
const NONE: readonly HoldReason[] = []

export class ReadGate {
  private readonly target: Pausable
  private reasons = NONE

  constructor(target: Pausable) {
    this.target = target
  }

  get isHeld(): boolean {
    return this.reasons.length > 0
  }

  hold(reason: HoldReason): void {
    if (!this.isHeld) this.target.pause()
    if (!this.reasons.includes(reason)) this.reasons = [...this.reasons, reason]
  }

  /** Returns whether reading goes on by it. */
  release(reason: HoldReason): boolean {
    if (!this.reasons.includes(reason)) return false
    const left = this.reasons.filter(each => each !== reason)
    this.reasons = left.length > 0 ? left : NONE
    if (this.isHeld) return false
    this.target.resume()
    return true
  }

  /** Reads again, whatever held it. */
  open(): void {
    if (this.isHeld) this.target.resume()
    this.reasons = NONE
  }
}
