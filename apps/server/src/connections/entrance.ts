// What stands between a hello and its seat: whose the author is, and how its client catches up.

import {
  type AuthorId,
  authorIdOf,
  type Hello,
  type PersonId,
  type Position,
  personIdOf,
} from '@inkroom/protocol'
import type { ResumeVerdict, Room } from '../rooms/room.ts'

/** `new`: it had nothing to resume from. */
export type EntryResult = ResumeVerdict | 'new'

export interface Entrance {
  readonly author: AuthorId
  readonly person: PersonId
  readonly result: EntryResult
  /** Where the log goes on for it; null for a snapshot. */
  readonly resume: Position | null
}

/** Null where the author is another person's; else it is admitted, and to be dismissed some time. */
export async function admit(room: Room, hello: Hello): Promise<Entrance | null> {
  const author = authorIdOf(hello.authorKey)
  const person = personIdOf(hello.personKey)
  const { kind } = await room.log.admit({ author, person }, hello.floor)
  if (kind === 'taken') return null
  try {
    const result = hello.resume === null ? 'new' : await room.judge(hello.resume)
    return { author, person, result, resume: result === 'resumed' ? hello.resume : null }
  } catch (error) {
    room.log.dismiss(author)
    throw error
  }
}
