// A chunk of a snapshot back to rows. It never unpacks to more than it states.

import { decodeRows, ProtocolError, type Row, type Rows } from '@inkroom/protocol'
import { inflateSync } from 'fflate'

function inflated(payload: Uint8Array, rawBytes: number): Uint8Array {
  // One byte more than stated: a stream that is too long fills it and is told by that.
  const out = new Uint8Array(rawBytes + 1)
  try {
    return inflateSync(payload, { out })
  } catch (error) {
    throw new ProtocolError('compressed', String(error))
  }
}

/** @throws {ProtocolError} */
export function inflateRows({ payload, rawBytes, compressed }: Rows): Row[] {
  const raw = compressed ? inflated(payload, rawBytes) : payload
  if (raw.length !== rawBytes) throw new ProtocolError('compressed', `not ${rawBytes} bytes`)
  return decodeRows(raw)
}
