import { encodeRows, Image, ProtocolError, type Rows } from '@inkroom/protocol'
import { deflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inflateInScript, inflateRows } from './inflate-rows.ts'
import { nodeEnvironment } from './node.ts'
import { authorNumbered, createOps, personNumbered } from './testing/board-harness.ts'

const image = new Image()
const by = { author: authorNumbered(1), person: personNumbered(1), counter: 1, seq: 1 }
image.apply({ ...by, ops: [1, 2, 3].flatMap(createOps) })
const raw = encodeRows(image.all())

const chunk = (change: Partial<Rows>): Rows => {
  const payload = deflateSync(raw)
  return { type: 'rows', rawBytes: raw.length, compressed: true, payload, ...change }
}

describe.each([
  ['in JavaScript', inflateInScript],
  ['by Node', nodeEnvironment.inflate],
])('a chunk of rows, inflated %s,', (_, inflate) => {
  const expectCompressedError = (frame: Rows) => {
    expect(() => inflateRows(frame, inflate)).toThrow(ProtocolError)
    expect(() => inflateRows(frame, inflate)).toThrow(/^compressed/)
  }

  it('comes out as it went in, compressed or not', () => {
    expect(encodeRows(inflateRows(chunk({}), inflate))).toEqual(raw)
    expect(encodeRows(inflateRows(chunk({ compressed: false, payload: raw }), inflate))).toEqual(
      raw,
    )
  })

  it('[G17] that unpacks to more than it states is refused', () => {
    expectCompressedError(chunk({ rawBytes: raw.length - 1 }))
    expectCompressedError(chunk({ rawBytes: 10, payload: deflateSync(new Uint8Array(1 << 20)) }))
  })

  it('[G17] that unpacks to less is refused', () => {
    expectCompressedError(chunk({ rawBytes: raw.length + 1 }))
    expectCompressedError(chunk({ compressed: false, payload: raw.subarray(1) }))
  })

  it('[G17] that is no DEFLATE stream is refused, whatever it is', () => {
    expectCompressedError(chunk({ payload: new Uint8Array([0xff, 0xff, 0xff]) }))
    const { payload } = chunk({})
    for (let end = 0; end < payload.length; end += 1) {
      expect(() => inflateRows(chunk({ payload: payload.subarray(0, end) }), inflate)).toThrow(
        ProtocolError,
      )
    }
  })
})
