// Which board a page's address means, and addresses for boards.

import { parseRoomName } from '@inkroom/protocol'

const BOARD_PATH = '/b/'
/** 16 bytes in base 62 are up to 22 characters: as hard to guess as the bytes. */
const ID_BYTES = 16
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export type BoardAddress =
  | { readonly kind: 'board'; readonly name: string }
  /** No board is named: a new one opens at once. */
  | { readonly kind: 'new' }
  | { readonly kind: 'invalid' }

export function readBoardAddress(pathname: string): BoardAddress {
  if (!pathname.startsWith(BOARD_PATH)) return { kind: 'new' }
  const name = parseRoomName(decode(pathname.slice(BOARD_PATH.length)))
  return name === null ? { kind: 'invalid' } : { kind: 'board', name }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone % is no encoding; the name is then taken as it stands, and refused by its characters.
    return text
  }
}

export function boardPath(name: string): string {
  return BOARD_PATH + encodeURIComponent(name)
}

/** An unguessable name. `random` are 16 random bytes. */
export function newBoardName(random: Uint8Array): string {
  let number = 0n
  for (const byte of random.subarray(0, ID_BYTES)) number = number * 256n + BigInt(byte)
  let name = ''
  do {
    name = ALPHABET.charAt(Number(number % 62n)) + name
    number /= 62n
  } while (number > 0n)
  return name.padStart(22, '0')
}

/**
 * What opens the board beyond its name, from the part of the address that is never sent to a server:
 * `#key=…`.
 */
export function readCapability(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('key') ?? ''
}
