// What happens here, told twice: a number for /metrics and one line for the log. Nobody else tells.

import type { AuthorId, CloseName, PersonId, ProtocolError, RoomId } from '@inkroom/protocol'
import type { Logger } from 'pino'
import type { EntryResult } from './connections/entrance.ts'
import type { Metrics } from './metrics.ts'
import type { AppendOutcome, StorageState } from './storage/storage.ts'

/** One at a board, by the ids: a board's name may be all that protects it. */
export interface Who {
  readonly room: RoomId
  readonly author: AuthorId
}

export interface Joined extends Who {
  readonly person: PersonId
  readonly mode: 'resumed' | 'snapshot'
  readonly result: EntryResult
}

export class Journal {
  /** For what comes with every frame, and is only counted. */
  readonly metrics: Metrics
  private readonly logger: Logger

  constructor(metrics: Metrics, logger: Logger) {
    this.metrics = metrics
    this.logger = logger
  }

  joined(joined: Joined): void {
    this.metrics.joined(joined.mode, joined.result)
    this.logger.info(joined, 'joined')
  }

  connectionEnded(reason: CloseName | 'other'): void {
    this.metrics.closed(reason)
    this.logger.info({ reason }, 'connection ended')
  }

  /** What is logged of batches that are in the log is their commit. */
  batchEnded(who: Who, outcome: AppendOutcome): void {
    this.metrics.batch(outcome)
    if (outcome.kind !== 'refused') return
    this.logger.info({ ...who, refusal: outcome.refusal }, 'batch refused')
  }

  committed(seconds: number): void {
    this.metrics.committed(seconds)
    this.logger.debug({ seconds }, 'committed')
  }

  fellBehind(who: Who): void {
    this.metrics.fellBehind()
    this.logger.info(who, 'a live feed fell behind')
  }

  gap(who: Who): void {
    this.metrics.gap()
    this.logger.warn(who, 'the log that a feed was to read next is gone')
  }

  diverged(who: Who): void {
    this.metrics.healed()
    this.logger.warn(who, 'state differs at a client')
  }

  paused(): void {
    this.metrics.paused()
    this.logger.debug('a connection is slowed down')
  }

  storageRead(): void {
    this.metrics.storageRead()
    this.logger.debug('a feed reads the storage')
  }

  upgradeRefused(status: number): void {
    this.metrics.upgradeRefused(status)
    this.logger.info({ status }, 'upgrade refused')
  }

  storageEntered(state: StorageState): void {
    this.metrics.storageIs(state.kind)
    if (state.kind === 'failed') this.logger.fatal({ err: state.error }, 'the storage failed')
    else this.logger.warn({ storage: state.kind }, 'storage')
  }

  draining(connections: number): void {
    this.metrics.draining()
    this.logger.info({ connections }, 'draining')
  }

  closed(): void {
    this.logger.info('closed')
  }

  /** Our own mistake, or a disk's. */
  failed(error: unknown, what = 'a mistake of the server'): void {
    this.metrics.failed()
    this.logger.error({ err: error }, what)
  }

  /** Its connection's end is counted. */
  unreadable(error: ProtocolError): void {
    this.logger.debug({ code: error.code }, error.message)
  }

  /** Its connection's end is counted. */
  socketFailed(error: Error): void {
    this.logger.debug({ error }, 'socket error')
  }
}
