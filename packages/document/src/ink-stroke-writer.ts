// Makes the ops of one stroke from samples on its grid. It keeps what the next op leans on: where the body
// ends, and where the pen was.
//
//   begin ─ extend* ─ finish

import { assert, type CreateOp, type ExtendOp, InkEncoder, type InkSample } from '@inkroom/protocol'
import { createStroke, extendStroke, type StrokeBirth } from './edits.ts'

type Phase = 'unborn' | 'wet' | 'finished'

export class InkStrokeWriter {
  private readonly start: StrokeBirth
  private readonly encoder: InkEncoder
  private phase: Phase = 'unborn'
  private end = 0

  constructor(start: StrokeBirth) {
    this.start = start
    this.encoder = new InkEncoder(start.header)
  }

  /** Bytes of the body so far. Near MAX_BODY_BYTES it is time for another stroke. */
  get bodyBytes(): number {
    return this.end
  }

  /** Births the stroke with its first point, which is the header's. */
  begin(): CreateOp {
    assert(this.phase === 'unborn', 'a stroke begins once')
    this.phase = 'wet'
    const op = createStroke(this.start)
    this.end = op.body.length
    return op
  }

  /** At least one sample, and the milliseconds since the op before. */
  extend(samples: readonly InkSample[], elapsedMs: number): ExtendOp {
    return this.append(this.encoder.encode(samples, elapsedMs), false)
  }

  /** The last samples, possibly none. */
  finish(samples: readonly InkSample[], elapsedMs: number): ExtendOp {
    const isDone = samples.length === 0
    const op = this.append(
      isDone ? new Uint8Array(0) : this.encoder.encode(samples, elapsedMs),
      true,
    )
    this.phase = 'finished'
    return op
  }

  private append(body: Uint8Array, last: boolean): ExtendOp {
    assert(this.phase === 'wet', `a stroke that is ${this.phase} grows`)
    const at = this.end
    this.end += body.length
    return extendStroke({ n: this.start.n, at, body, last })
  }
}
