// Whether a connection is read from. Several things may hold it back at once; what waits meanwhile waits
// in the network, where TCP slows its sender down.

export type HoldReason = 'opening' | 'rate' | 'unsettled'

export interface Pausable {
  pause(): void
  resume(): void
}

export class ReadGate {
  private readonly target: Pausable
  private readonly reasons = new Set<HoldReason>()

  constructor(target: Pausable) {
    this.target = target
  }

  get isHeld(): boolean {
    return this.reasons.size > 0
  }

  hold(reason: HoldReason): void {
    if (this.reasons.size === 0) this.target.pause()
    this.reasons.add(reason)
  }

  /** Returns whether reading goes on by it. */
  release(reason: HoldReason): boolean {
    if (!this.reasons.delete(reason) || this.reasons.size > 0) return false
    this.target.resume()
    return true
  }

  /** Reads again, whatever held it. */
  open(): void {
    if (this.isHeld) this.target.resume()
    this.reasons.clear()
  }
}
