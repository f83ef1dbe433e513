// A medium whose every write can be taken back to, as an older backup or a crash would, and that can hold commits up.

import { type CommitResult, MemoryMedium, type RoomCommit } from '@inkroom/server'

type Checkpoint = Parameters<MemoryMedium['saveCheckpoint']>[1]

type Write =
  | { readonly kind: 'commit'; readonly commits: readonly RoomCommit[] }
  | { readonly kind: 'checkpoint'; readonly name: string; readonly checkpoint: Checkpoint }

/** `held`: commits wait. `full`: they are turned away, and tried again. */
export type DiskMode = 'open' | 'held' | 'full'

export class JournalMedium extends MemoryMedium {
  private readonly writes: Write[] = []
  private mode: DiskMode = 'open'
  private held: { readonly commits: readonly RoomCommit[]; readonly goOn: () => void } | null = null

  get length(): number {
    return this.writes.length
  }

  setMode(mode: DiskMode): void {
    this.mode = mode
    if (mode === 'held') return
    const { held } = this
    this.held = null
    held?.goOn()
  }

  /** As a process finds it that starts after this one was killed. The commit that was held is in it, or not. */
  crashed({ hasHeld }: { hasHeld: boolean }): Promise<JournalMedium> {
    const last: Write[] =
      hasHeld && this.held !== null ? [{ kind: 'commit', commits: this.held.commits }] : []
    return this.replayed([...this.writes, ...last])
  }

  /** An older state: the last `back` writes never happened. */
  backup(back: number): Promise<JournalMedium> {
    return this.replayed(this.writes.slice(0, Math.max(0, this.writes.length - back)))
  }

  override async commit(commits: readonly RoomCommit[]): Promise<CommitResult> {
    if (this.mode === 'held') {
      await new Promise<void>(goOn => {
        this.held = { commits, goOn }
      })
    }
    if (this.mode === 'full') return 'full'
    this.writes.push({ kind: 'commit', commits })
    return super.commit(commits)
  }

  override async saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<CommitResult> {
    if (this.mode !== 'open') return 'full'
    this.writes.push({ kind: 'checkpoint', name, checkpoint })
    return super.saveCheckpoint(name, checkpoint)
  }

  private async replayed(writes: readonly Write[]): Promise<JournalMedium> {
    const fresh = new JournalMedium(this.secret)
    for (const write of writes) {
      if (write.kind === 'commit') await fresh.commit(write.commits)
      else await fresh.saveCheckpoint(write.name, write.checkpoint)
    }
    return fresh
  }
}
