// Samples of frames from a client.

import { hexToBytes } from '../bytes.ts'
import { EPHEMERAL_KINDS } from '../ephemeral-body.ts'
import type { SentUpFrame } from '../frames/up.ts'
import { encodeOps } from '../op-codec.ts'
import { PROTOCOL_VERSION } from '../version.ts'
import { ALL_OPS } from './op-samples.ts'
import { HASH, MARK, ROOM } from './sample-ids.ts'
import type { SamplesOf } from './sample-table.ts'

export const UP_SAMPLES: SamplesOf<SentUpFrame, 'type'> = {
  hello: {
    first: {
      type: 'hello',
      version: PROTOCOL_VERSION,
      roomName: 'Tafel-7',
      authorKey: hexToBytes('000102030405060708090a0b0c0d0e0f'),
      personKey: hexToBytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'),
      capability: hexToBytes(''),
      profile: { name: '', color: 0 },
      floor: 1,
      resume: null,
    },
    again: {
      type: 'hello',
      version: PROTOCOL_VERSION,
      roomName: '黒板.2026_é~x',
      authorKey: hexToBytes('000102030405060708090a0b0c0d0e0f'),
      personKey: hexToBytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'),
      capability: hexToBytes('c0ffee'),
      profile: { name: 'Ann 🖊', color: 11 },
      floor: 300,
      resume: { room: ROOM, seq: 45, hash: HASH },
    },
  },
  profile: { renamed: { type: 'profile', profile: { name: 'Zoë', color: 255 } } },
  probe: { plain: { type: 'probe' } },
  heal: { plain: { type: 'heal', seq: 45, digest: MARK.digest } },
  batch: { 'of all ops': { type: 'batch', bytes: encodeOps(ALL_OPS) } },
  ephemeral: {
    cursor: { type: 'ephemeral', kind: EPHEMERAL_KINDS.cursor, body: hexToBytes('02040600') },
    'of a later kind': { type: 'ephemeral', kind: 15, body: hexToBytes('') },
  },
}
