// The plainest replica: the folded rows, with no objects and no pending work on top. For programs that
// only watch or feed a board.

import {
  type Batch,
  type BatchRef,
  Image,
  type LogEntry,
  type Op,
  type PersonId,
  type Refusal,
  type Row,
  type StateDigest,
} from '@inkroom/protocol'
import type { Replica } from './replica.ts'

export class ImageReplica implements Replica {
  private current = new Image()

  get image(): Image {
    return this.current
  }

  get digest(): StateDigest {
    return this.current.digest
  }

  reset(): void {
    this.current = new Image()
  }

  addRows(rows: readonly Row[]): void {
    for (const row of rows) this.current.put(row)
  }

  apply(entry: LogEntry, ops: readonly Op[]): void {
    const { author, person, counter, seq } = entry
    this.current.apply({ author, person, counter, seq, ops })
  }

  pend(_batch: Batch): void {}

  adopt(_batch: Batch, _person: PersonId): void {}

  settle(_ref: BatchRef): void {}

  refuse(_ref: BatchRef, _refusal: Refusal): void {}
}
