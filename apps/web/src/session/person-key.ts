// The secret by which this browser is one person across tabs and reloads. Where the browser keeps nothing
// it lasts as long as the page.

import { bytesToHex, hexToBytes, SECRET_BYTES } from '@inkroom/protocol'
import type { KeyValueStorage } from '../app/preferences-storage.ts'

const STORAGE_KEY = 'inkroom.person'
const SECRET = new RegExp(`^[0-9a-f]{${SECRET_BYTES * 2}}$`)

function readKey(storage: KeyValueStorage | null): string | null {
  try {
    const stored = storage?.getItem(STORAGE_KEY) ?? ''
    return SECRET.test(stored) ? stored : null
  } catch {
    // Storage that is there but closed to us: as if there were none.
    return null
  }
}

function keepKey(storage: KeyValueStorage | null, key: string): void {
  try {
    storage?.setItem(STORAGE_KEY, key)
  } catch {
    // Full or closed: the person is another one after a reload, and nothing else is lost.
    return
  }
}

export function personKey(
  storage: KeyValueStorage | null,
  randomBytes: (count: number) => Uint8Array,
): Uint8Array {
  const stored = readKey(storage)
  if (stored !== null) return hexToBytes(stored)
  const key = randomBytes(SECRET_BYTES)
  keepKey(storage, bytesToHex(key))
  return key
}
