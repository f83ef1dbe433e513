// How fast one may send: allowance flows in steadily, twice a second's worth at most, and what is spent
// beyond it is a debt to be waited out. Pure but for its own level.

export interface Allowance {
  readonly perSecond: number
}

export class TokenBucket {
  private readonly perSecond: number
  private level: number
  private filledMs: number

  constructor({ perSecond }: Allowance, nowMs: number) {
    this.perSecond = perSecond
    this.level = perSecond * 2
    this.filledMs = nowMs
  }

  /** Spends, whatever is there, and returns how long to wait until the debt is paid: 0 for none. */
  spend(amount: number, nowMs: number): number {
    const filled = this.level + ((nowMs - this.filledMs) / 1000) * this.perSecond
    this.level = Math.min(filled, this.perSecond * 2) - amount
    this.filledMs = nowMs
    return this.level >= 0 ? 0 : (-this.level / this.perSecond) * 1000
  }

  msUntilFull(nowMs: number): number {
    this.spend(0, nowMs)
    return ((this.perSecond * 2 - this.level) / this.perSecond) * 1000
  }
}
