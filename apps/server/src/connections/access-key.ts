// Whether what a hello brings opens the boards of this server.

import { createHash, timingSafeEqual } from 'node:crypto'
import { utf8ToBytes } from '@inkroom/protocol'

export type AccessVerdict = 'open' | 'capability-missing' | 'capability-wrong'

const digestOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** Compares digests in constant time, so that no answer tells how much of a guess was right. */
export function checkAccess(accessKey: string, capability: Uint8Array): AccessVerdict {
  if (accessKey === '') return 'open'
  if (capability.length === 0) return 'capability-missing'
  const isKey = timingSafeEqual(digestOf(utf8ToBytes(accessKey)), digestOf(capability))
  return isKey ? 'open' : 'capability-wrong'
}
