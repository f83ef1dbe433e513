// Makes the ops of one stroke from samples on its grid. It keeps what the next op leans on: where the body
// ends, and where the pen was.
//
//   begin ─ extend* ─ finish

import { type CreateOp, type ExtendOp, InkEncoder, type InkSample } from '@inkroom/protocol'
import { BodyWriter } from './body-writer.ts'
import { createStroke, type StrokeBirth } from './edits.ts'

export class InkStrokeWriter {
  private readonly start: StrokeBirth
  private readonly encoder: InkEncoder
  private readonly body: BodyWriter

  constructor(start: StrokeBirth) {
    this.start = start
    this.encoder = new InkEncoder(start.header)
    this.body = new BodyWriter('a stroke', start.n)
  }

  /** Bytes of the body so far. Near MAX_BODY_BYTES it is time for another stroke. */
  get bodyBytes(): number {
    return this.body.bytes
  }

  /** Births the stroke with its first point, which is the header's. */
  begin(): CreateOp {
    return this.body.begin(createStroke(this.start))
  }

  /** At least one sample, and the milliseconds since the op before. */
  extend(samples: readonly InkSample[], elapsedMs: number): ExtendOp {
    return this.body.append(this.encoder.encode(samples, elapsedMs))
  }

  /** The last samples, possibly none. */
  finish(samples: readonly InkSample[], elapsedMs: number): ExtendOp {
    const isDone = samples.length === 0
    const bytes = isDone ? new Uint8Array(0) : this.encoder.encode(samples, elapsedMs)
    return this.body.append(bytes, true)
  }
}
