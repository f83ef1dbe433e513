// A replica that keeps its pending work apart, and remembers what it was told about it.

import type { Batch, BatchRef, Refusal } from '@inkroom/protocol'
import { ImageReplica } from '../image-replica.ts'

export class RecordingReplica extends ImageReplica {
  readonly pending = new Map<number, Batch>()
  /** In order: what ended without an entry of the log. */
  readonly endings: string[] = []
  resets = 0
  /** Thrown by the next apply. */
  failure: Error | null = null
  private readonly author: string

  constructor(author: string) {
    super()
    this.author = author
  }

  override reset(): void {
    super.reset()
    this.resets += 1
  }

  override apply(...args: Parameters<ImageReplica['apply']>): void {
    if (this.failure !== null) throw this.failure
    super.apply(...args)
    const [{ author, counter }] = args
    if (author === this.author) this.pending.delete(counter)
  }

  override pend(batch: Batch): void {
    this.pending.set(batch.counter, batch)
  }

  override settle({ counter }: BatchRef): void {
    this.pending.delete(counter)
    this.endings.push(`settle ${counter}`)
  }

  override refuse({ counter }: BatchRef, refusal: Refusal): void {
    this.pending.delete(counter)
    this.endings.push(`refuse ${counter} ${refusal}`)
  }
}
