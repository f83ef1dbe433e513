// Looks batches up in a stored log, for those that come again after they left memory. Rare, and so
// without an index: one would be written for every batch. All that is asked for while one walk over the
// log is under way waits for the next one: whoever repeats a thousand batches costs two walks, not a
// thousand.

import { type BatchRef, batchDigestOf, decodeLogPart } from '@inkroom/protocol'
import type { Ended } from './author-ledger.ts'
import type { RoomLog } from './storage.ts'

const STEP_BYTES = 1024 * 1024

type Log = Pick<RoomLog, 'read'>
type Answers = Map<string, Ended>

const keyOf = ({ author, counter }: BatchRef): string => `${author}:${counter}`

export class LogSearch {
  private readonly log: Log
  private readonly wanted = new Set<string>()
  private walking: Promise<unknown> = Promise.resolve()
  /** The one that has not begun. */
  private next: Promise<Answers> | null = null

  constructor(log: Log) {
    this.log = log
  }

  async find(ref: BatchRef): Promise<Ended | null> {
    const key = keyOf(ref)
    this.wanted.add(key)
    this.next ??= this.follow()
    const answers = await this.next
    return answers.get(key) ?? null
  }

  private follow(): Promise<Answers> {
    const next = this.walking.then(() => this.walk())
    this.walking = next.catch(() => {})
    return next
  }

  private walk(): Promise<Answers> {
    const wanted = new Set(this.wanted)
    this.wanted.clear()
    this.next = null
    return findAll(this.log, wanted)
  }
}

async function findAll(log: Log, wanted: ReadonlySet<string>): Promise<Answers> {
  const found: Answers = new Map()
  for (let after = 0; found.size < wanted.size; ) {
    const parts = await log.read(after, STEP_BYTES)
    for (const { seq, bytes, ...entry } of parts.flatMap(part => decodeLogPart(part.bytes))) {
      const key = keyOf(entry)
      if (wanted.has(key)) found.set(key, { kind: 'logged', seq, digest: batchDigestOf(bytes) })
    }
    const last = parts.at(-1)?.last
    if (last === undefined) break
    after = last
  }
  return found
}
