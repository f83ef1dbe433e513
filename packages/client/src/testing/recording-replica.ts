// A replica that keeps its pending work apart, and remembers what it was told about it.

import type { Batch, BatchRef, Refusal } from '@inkroom/protocol'
import { ImageReplica } from '../image-replica.ts'

export class RecordingReplica extends ImageReplica {
  readonly pending = new Map<number, Batch>()
  /** Of other authors, in the order of adoption. */
  readonly adopted = new Map<string, Batch>()
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
    this.forget({ author, counter })
  }

  override pend(batch: Batch): void {
    this.pending.set(batch.counter, batch)
  }

  override adopt(batch: Batch): void {
    this.adopted.set(`${batch.author}-${batch.counter}`, batch)
  }

  override settle(ref: BatchRef): void {
    this.forget(ref)
    this.endings.push(`settle ${ref.counter}`)
  }

  override refuse(ref: BatchRef, refusal: Refusal): void {
    this.forget(ref)
    this.endings.push(`refuse ${ref.counter} ${refusal}`)
  }

  private forget({ author, counter }: BatchRef): void {
    if (author === this.author) this.pending.delete(counter)
    else this.adopted.delete(`${author}-${counter}`)
  }
}
