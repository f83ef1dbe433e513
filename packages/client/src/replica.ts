// What the client keeps up to date. It is fed in the room's order, each entry once, and must not throw:
// a replica that does is a bug, and the client stops.

import type {
  Batch,
  BatchRef,
  LogEntry,
  Op,
  PersonId,
  Refusal,
  Row,
  StateDigest,
} from '@inkroom/protocol'

export interface Replica {
  /** Of what is confirmed, pending work left out. */
  readonly digest: StateDigest
  /** A snapshot begins: what is confirmed gives way to it; pending work stays. */
  reset(): void
  addRows(rows: readonly Row[]): void
  /** The next entry of the log. A pending batch that it is leaves the pending work here. */
  apply(entry: LogEntry, ops: readonly Op[]): void
  /** Submitted and not yet settled. */
  pend(batch: Batch): void
  /** Unsettled work of another author, of an earlier visit: pending below one's own. */
  adopt(batch: Batch, person: PersonId): void
  /** Leaves the pending work without an entry: it is in the snapshot's rows, or its board is gone. */
  settle(ref: BatchRef): void
  /** Leaves the pending work: it was not accepted. */
  refuse(ref: BatchRef, refusal: Refusal): void
}
