import { type Beat, chainStart, EMPTY_DIGEST, roomIdOf } from '@inkroom/protocol'

/** Of an empty board that has room. */
export const BEAT: Beat = {
  type: 'beat',
  seq: 0,
  hash: chainStart(roomIdOf(new Uint8Array(8))),
  digest: EMPTY_DIGEST,
  reconnectSpreadMs: 1_000,
  isFull: false,
}
