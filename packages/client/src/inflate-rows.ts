// A chunk of a snapshot back to rows. It never unpacks to more than it states.

import { decodeRows, ProtocolError, type Row, type Rows } from '@inkroom/protocol'
import { inflateSync } from 'fflate'

/**
 * Unpacks a raw DEFLATE stream. It may stop, by throwing or with what it has, once there are more than
 * `maxBytes`; throws where the bytes are no such stream.
 */
export type Inflate = (stream: Uint8Array, maxBytes: number) => Uint8Array

/** In JavaScript, for where nothing native answers at once: browsers inflate only asynchronously. */
export const inflateInScript: Inflate = (stream, maxBytes) =>
  // One byte more than allowed: a stream that is too long fills it and is told by that.
  inflateSync(stream, { out: new Uint8Array(maxBytes + 1) })

function inflated(inflate: Inflate, payload: Uint8Array, rawBytes: number): Uint8Array {
  try {
    return inflate(payload, rawBytes)
  } catch (error) {
    throw new ProtocolError('compressed', String(error))
  }
}

/** @throws {ProtocolError} */
export function inflateRows({ payload, rawBytes, compressed }: Rows, inflate: Inflate): Row[] {
  const raw = compressed ? inflated(inflate, payload, rawBytes) : payload
  if (raw.length !== rawBytes) throw new ProtocolError('compressed', `not ${rawBytes} bytes`)
  return decodeRows(raw)
}
