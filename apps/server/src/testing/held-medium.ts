// Any medium, with commits that the test lets through, turns away, or fails.

import type { Medium, RoomCommit } from '../storage/medium.ts'
import type { Checkpoint } from '../storage/storage.ts'

type Verdict = 'store' | 'full' | 'fail'

interface HeldReads {
  readonly holds: 'questions' | 'answers'
  readonly released: Promise<void>
}

interface HeldCommit {
  readonly commits: readonly RoomCommit[]
  readonly decide: (verdict: Verdict) => void
}

export class HeldMedium implements Medium {
  readonly secret: Uint8Array
  /** Every commit that was asked for, oldest first. */
  readonly asked: (readonly RoomCommit[])[] = []
  /** While false, commits wait for `decide`. */
  open = false
  /** What becomes of the next checkpoints, the first one first; behind them they are stored. */
  readonly checkpointVerdicts: Promise<Verdict>[] = []
  private readonly inner: Medium
  private held: HeldCommit | null = null
  private reads: HeldReads | null = null
  private arrival: (() => void) | null = null

  constructor(inner: Medium) {
    this.inner = inner
    this.secret = inner.secret
  }

  get isHolding(): boolean {
    return this.held !== null
  }

  /** Resolves once a commit waits. */
  async holding(): Promise<readonly RoomCommit[]> {
    if (this.held === null) await new Promise<void>(resolve => (this.arrival = resolve))
    return this.held?.commits ?? []
  }

  decide(verdict: Verdict): void {
    const { held } = this
    if (held === null) throw new Error('no commit waits')
    this.held = null
    held.decide(verdict)
  }

  /** Lets through what waits, and all that comes. */
  release(): void {
    this.open = true
    if (this.held !== null) this.decide('store')
  }

  async commit(commits: readonly RoomCommit[]) {
    this.asked.push(commits)
    const verdict = this.open ? 'store' : await this.waitFor(commits)
    if (verdict === 'fail') throw new Error('the disk is on fire')
    return verdict === 'full' ? 'full' : this.inner.commit(commits)
  }

  findRoom(name: string) {
    return this.inner.findRoom(name)
  }

  findAuthor(...args: Parameters<Medium['findAuthor']>) {
    return this.inner.findAuthor(...args)
  }

  readRows(...args: Parameters<Medium['readRows']>) {
    return this.inner.readRows(...args)
  }

  async readLog(...args: Parameters<Medium['readLog']>) {
    if (this.reads?.holds === 'questions') await this.reads.released
    const parts = await this.inner.readLog(...args)
    if (this.reads?.holds === 'answers') await this.reads.released
    return parts
  }

  /** From here on the log is read late, or what was read arrives late, until the returned function is called. */
  holdReads(holds: HeldReads['holds']): () => void {
    let release = (): void => {}
    const released = new Promise<void>(resolve => (release = resolve))
    this.reads = { holds, released }
    return release
  }

  async saveCheckpoint(name: string, checkpoint: Checkpoint) {
    const verdict = await this.checkpointVerdicts.shift()
    if (verdict === 'fail') throw new Error('the disk is on fire')
    return verdict === 'full' ? 'full' : this.inner.saveCheckpoint(name, checkpoint)
  }

  trimLog(...args: Parameters<Medium['trimLog']>) {
    return this.inner.trimLog(...args)
  }

  close() {
    return this.inner.close()
  }

  private waitFor(commits: readonly RoomCommit[]): Promise<Verdict> {
    return new Promise(decide => {
      this.held = { commits, decide }
      this.arrival?.()
      this.arrival = null
    })
  }
}
