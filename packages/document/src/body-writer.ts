// Makes the ops by which one object's body grows. It keeps what the next op leans on: where the body ends, and whether
// it may still grow.
//
//   begin ─ append* ─ append last

import { assert, type CreateOp, type ExtendOp } from '@inkroom/protocol'
import { extendStroke } from './edits.ts'

type Phase = 'unborn' | 'growing' | 'finished'

export class BodyWriter {
  /** In an assertion's words, as 'a stroke'. */
  private readonly what: string
  private readonly n: number
  private phase: Phase = 'unborn'
  private end = 0

  constructor(what: string, n: number) {
    this.what = what
    this.n = n
  }

  /** Of the body so far. */
  get bytes(): number {
    return this.end
  }

  begin(op: CreateOp): CreateOp {
    assert(this.phase === 'unborn', `${this.what} begins once`)
    this.phase = 'growing'
    this.end = op.body.length
    return op
  }

  append(body: Uint8Array, last = false): ExtendOp {
    assert(this.phase === 'growing', `${this.what} that is ${this.phase} grows`)
    const at = this.end
    this.end += body.length
    if (last) this.phase = 'finished'
    return extendStroke({ n: this.n, at, body, last })
  }
}
