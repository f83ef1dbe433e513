// What the client keeps up to date. It is fed in the room's order, each entry once, and must not throw:
// a replica that does is a bug, and the client stops.

import type { Batch, LogEntry, Op, Refusal, Row, StateDigest } from '@inkroom/protocol'

export interface Replica {
  /** Of what is confirmed, pending work left out. */
  readonly digest: StateDigest
  /** A snapshot begins: what is confirmed gives way to it; pending work stays. */
  reset(): void
  addRows(rows: readonly Row[]): void
  /** The next entry of the log. One's own leaves the pending work here. */
  apply(entry: LogEntry, ops: readonly Op[]): void
  /** Submitted and not yet settled. */
  pend(batch: Batch): void
  /** Leaves the pending work without an entry: it is in the snapshot's rows, or its board is gone. */
  settle(counter: number): void
  /** Leaves the pending work: it was not accepted. */
  refuse(counter: number, refusal: Refusal): void
}
