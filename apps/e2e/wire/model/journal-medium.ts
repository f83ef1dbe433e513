// A medium whose every write can be taken back to, as an older backup or a crash would, and that can hold commits up.
// What is under it keeps the bytes: memory, or SQLite in its thread.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turnOver } from 'node:timers/promises'
import { type BatchRef, decodeLogPart } from '@inkroom/protocol'
import {
  type CommitResult,
  type Medium,
  MemoryMedium,
  type RoomCommit,
  SqliteMedium,
} from '@inkroom/server'

type Checkpoint = Parameters<Medium['saveCheckpoint']>[1]

type Write =
  | { readonly kind: 'commit'; readonly commits: readonly RoomCommit[] }
  | { readonly kind: 'checkpoint'; readonly name: string; readonly checkpoint: Checkpoint }

/** `held`: commits wait. `full`: they are turned away, and tried again. */
export type DiskMode = 'open' | 'held' | 'full'

export type Disk = 'memory' | 'sqlite'

interface Store {
  readonly medium: Medium
  dispose(): Promise<void>
}

/** Room ids come of it: a board that is put back to an older state has the same one. */
const SECRET = new Uint8Array(16).fill(9)

async function openStore(disk: Disk): Promise<Store> {
  if (disk === 'memory') return { medium: new MemoryMedium(SECRET), dispose: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-model-'))
  const medium = await SqliteMedium.open(folder)
  return {
    medium,
    dispose: async () => {
      await medium.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export class JournalMedium implements Medium {
  readonly secret = SECRET
  private readonly disk: Disk
  private readonly store: Store
  private readonly writes: Write[] = []
  private mode: DiskMode = 'open'
  private held: { readonly commits: readonly RoomCommit[]; readonly goOn: () => void } | null = null
  private underWay = 0
  /** Its process was killed: what that still asks is never answered. */
  private isDead = false

  private constructor(disk: Disk, store: Store) {
    this.disk = disk
    this.store = store
  }

  static async create(disk: Disk): Promise<JournalMedium> {
    return new JournalMedium(disk, await openStore(disk))
  }

  setMode(mode: DiskMode): void {
    this.mode = mode
    if (mode === 'held') return
    const { held } = this
    this.held = null
    held?.goOn()
  }

  /** All that was ever stored and not taken back. */
  batches(): readonly BatchRef[] {
    const commits = this.writes.flatMap(write => (write.kind === 'commit' ? write.commits : []))
    return commits.flatMap(({ parts }) => parts.flatMap(({ bytes }) => decodeLogPart(bytes)))
  }

  /** Whether it had anything to do; resolves when that is done. */
  async worked(): Promise<boolean> {
    const worked = this.underWay > 0
    while (this.underWay > 0) await turnOver()
    return worked
  }

  /** As a process finds it that starts after this one was killed. The commit that was held is in it, or not. */
  async crashed({ hasHeld }: { hasHeld: boolean }): Promise<JournalMedium> {
    await this.die()
    const after = new JournalMedium(this.disk, this.store)
    after.writes.push(...this.writes)
    if (hasHeld && this.held !== null) await after.commit(this.held.commits)
    return after
  }

  /** An older state: the last `back` writes never happened. */
  async backup(back: number): Promise<JournalMedium> {
    await this.die()
    await this.store.dispose()
    const fresh = await JournalMedium.create(this.disk)
    for (const write of this.writes.slice(0, Math.max(0, this.writes.length - back))) {
      if (write.kind === 'commit') await fresh.commit(write.commits)
      else await fresh.saveCheckpoint(write.name, write.checkpoint)
    }
    return fresh
  }

  async dispose(): Promise<void> {
    await this.die()
    await this.store.dispose()
  }

  async commit(commits: readonly RoomCommit[]): Promise<CommitResult> {
    if (this.mode === 'held') {
      await new Promise<void>(goOn => {
        this.held = { commits, goOn }
      })
    }
    if (this.mode === 'full') return 'full'
    return this.answer(medium => {
      this.writes.push({ kind: 'commit', commits })
      return medium.commit(commits)
    })
  }

  async saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<CommitResult> {
    if (this.mode !== 'open') return 'full'
    return this.answer(medium => {
      this.writes.push({ kind: 'checkpoint', name, checkpoint })
      return medium.saveCheckpoint(name, checkpoint)
    })
  }

  readonly findRoom: Medium['findRoom'] = (...asked) => this.answer(m => m.findRoom(...asked))
  readonly findAuthor: Medium['findAuthor'] = (...asked) => this.answer(m => m.findAuthor(...asked))
  readonly readRows: Medium['readRows'] = (...asked) => this.answer(m => m.readRows(...asked))
  readonly readLog: Medium['readLog'] = (...asked) => this.answer(m => m.readLog(...asked))
  readonly trimLog: Medium['trimLog'] = (...asked) => this.answer(m => m.trimLog(...asked))

  async close(): Promise<void> {}

  private async die(): Promise<void> {
    this.isDead = true
    await this.worked()
  }

  private async answer<T>(ask: (medium: Medium) => Promise<T>): Promise<T> {
    if (this.isDead) return new Promise(() => {})
    this.underWay += 1
    const answer = await ask(this.store.medium)
    this.underWay -= 1
    return this.isDead ? new Promise(() => {}) : answer
  }
}
