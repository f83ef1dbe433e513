// Why a batch was not accepted. A refusal consumes its counter for good; the numbers are the wire's.

import { ProtocolError } from './protocol-error.ts'

export const REFUSAL_NUMBERS = {
  forbidden: 1, // this person may not do that here
  'foreign-id': 2, // an op under another author's id
  'unknown-op': 3, // an op that this server does not know
  malformed: 4, // the batch's bytes are not ops
  'too-large': 5, // more ops, ids or bytes than a batch or a body may hold
  conflict: 6, // this counter was used for other bytes
  'board-full': 7, // the board's quota is used up
} as const

export type Refusal = keyof typeof REFUSAL_NUMBERS

const byNumber = new Map<number, Refusal>()
for (const name of Object.keys(REFUSAL_NUMBERS)) {
  // Object.keys forgets the literal type of a const object's keys.
  const known = name as Refusal
  byNumber.set(REFUSAL_NUMBERS[known], known)
}

export function refusalOf(number: number): Refusal {
  const name = byNumber.get(number)
  if (name === undefined) throw new ProtocolError('unknown-value', `refusal ${number}`)
  return name
}
