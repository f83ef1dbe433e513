// A Storage over any medium.

import { createHash } from 'node:crypto'
import { chainStart, EMPTY_DIGEST, roomIdOf, utf8ToBytes } from '@inkroom/protocol'
import { UNSETTLED_TOTAL_BYTES } from '../bounds.ts'
import type { Clock } from '../clock.ts'
import { Backlog } from './backlog.ts'
import { GroupCommit } from './group-commit.ts'
import type { Medium } from './medium.ts'
import { OrderedLog } from './room-log.ts'
import type { RoomLog, Storage, StorageState } from './storage.ts'

export interface LogStorageOptions {
  readonly medium: Medium
  readonly clock: Clock
  /** Of one board's stored log, and of its rows; of both together where the log is cut. No quota by default. */
  readonly maxBoardBytes?: number
  /** Of one board's log, the newest, that stay; 0 for all of it. */
  readonly logKeepBytes?: number
  /** Of all boards' batches that wait for the disk, beyond which nobody should be read any further. */
  readonly maxUnsettledBytes?: number
  readonly afterTurn?: (callback: () => void) => void
  readonly onCommit?: (seconds: number) => void
  readonly onState?: (state: StorageState) => void
  readonly onListenerError?: (error: unknown) => void
}

const ignore = (): void => {}

export class LogStorage implements Storage {
  private readonly medium: Medium
  private readonly commits: GroupCommit
  private readonly bounds: { readonly maxBytes: number; readonly keepBytes: number }
  private readonly backlog: Backlog
  private readonly onListenerError: (error: unknown) => void

  constructor(options: LogStorageOptions) {
    this.medium = options.medium
    this.bounds = {
      maxBytes: options.maxBoardBytes ?? Number.POSITIVE_INFINITY,
      keepBytes: options.logKeepBytes ?? 0,
    }
    this.backlog = new Backlog(options.maxUnsettledBytes ?? UNSETTLED_TOTAL_BYTES)
    this.onListenerError = options.onListenerError ?? ignore
    this.commits = new GroupCommit({
      medium: options.medium,
      clock: options.clock,
      afterTurn: options.afterTurn ?? setImmediate,
      onCommit: options.onCommit ?? ignore,
      onState: options.onState ?? ignore,
    })
  }

  get state(): StorageState {
    return this.commits.state
  }

  async open(name: string): Promise<RoomLog> {
    const stored = await this.medium.findRoom(name)
    const room = stored?.room ?? this.roomIdOf(name)
    const start = { seq: 0, hash: chainStart(room) }
    return new OrderedLog({
      name,
      room,
      head: stored?.head ?? start,
      checkpoint: stored?.checkpoint ?? { ...start, digest: EMPTY_DIGEST },
      floor: stored?.floor ?? start,
      storedBytes: stored?.logBytes ?? 0,
      ...this.bounds,
      medium: this.medium,
      commits: this.commits,
      backlog: this.backlog,
      onListenerError: this.onListenerError,
    })
  }

  settle(): Promise<void> {
    return this.commits.settle()
  }

  close(): Promise<void> {
    return this.medium.close()
  }

  /**
   * Follows from the storage's own secret, so that a board that nobody has drawn on yet, and that is
   * therefore stored nowhere, is the same board after a restart; in another storage it is another.
   */
  private roomIdOf(name: string) {
    return roomIdOf(
      createHash('sha256').update(this.medium.secret).update(utf8ToBytes(name)).digest(),
    )
  }
}
