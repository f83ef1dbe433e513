// What may be sent in frames and in bytes: by one connection, or by all of one person's together.

import { TokenBucket } from './token-bucket.ts'

export interface SendLimits {
  readonly batchesPerSecond: number
  readonly bytesPerSecond: number
}

export class SendRate {
  private readonly frames: TokenBucket
  private readonly bytes: TokenBucket

  constructor({ batchesPerSecond, bytesPerSecond }: SendLimits, nowMs: number) {
    this.frames = new TokenBucket({ perSecond: batchesPerSecond }, nowMs)
    this.bytes = new TokenBucket({ perSecond: bytesPerSecond }, nowMs)
  }

  /** Returns how long to wait until nothing is owed. */
  spend(frames: number, bytes: number, nowMs: number): number {
    return Math.max(this.frames.spend(frames, nowMs), this.bytes.spend(bytes, nowMs))
  }

  /** After so long it is as a new one. */
  msUntilFull(nowMs: number): number {
    return Math.max(this.frames.msUntilFull(nowMs), this.bytes.msUntilFull(nowMs))
  }
}
