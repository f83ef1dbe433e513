// Who is who on one server's live stream of one room: small numbers for authors, with the counter of
// each one's last batch, so that a live entry needs one byte for its author and none for its counter.
// The server writes with it and the clients read with it; each caught-up mark carries it across. An
// author's first entry after it got its number names it in full, so numbers can be given anew.

import type { Reader, Writer } from '../bytes.ts'
import { type AuthorId, type PersonId, readAuthorId, readPersonId } from '../ids.ts'
import { MAX_NAMED_AUTHORS, MAX_SEQ } from '../limits.ts'
import type { LogEntry } from '../op.ts'
import { ProtocolError } from '../protocol-error.ts'

export interface NamedAuthor {
  readonly index: number
  readonly author: AuthorId
  readonly person: PersonId
  /** The counter of its last batch in the log; 0 before the first. */
  readonly lastCounter: number
}

export class AuthorTable {
  private readonly byIndex = new Map<number, NamedAuthor>()
  private readonly byAuthor = new Map<AuthorId, NamedAuthor>()
  /** Those whose number the live stream has not said yet. */
  private readonly unsaid = new Set<AuthorId>()
  /** No index below this one is free. */
  private freeFrom = 0

  get size(): number {
    return this.byIndex.size
  }

  at(index: number): NamedAuthor | null {
    return this.byIndex.get(index) ?? null
  }

  find(author: AuthorId): NamedAuthor | null {
    return this.byAuthor.get(author) ?? null
  }

  all(): Iterable<NamedAuthor> {
    return this.byIndex.values()
  }

  /** Whether the stream has named this author by its number, so that the number alone will do. */
  isSaid(author: AuthorId): boolean {
    return this.byAuthor.has(author) && !this.unsaid.has(author)
  }

  /** As the stream says it: an author has one number and a number one author, the newest. */
  put(named: NamedAuthor): void {
    const before = this.byIndex.get(named.index)
    if (before !== undefined && before.author !== named.author) this.drop(before.author)
    const moved = this.byAuthor.get(named.author)
    if (moved !== undefined && moved.index !== named.index) this.drop(named.author)
    this.byIndex.set(named.index, named)
    this.byAuthor.set(named.author, named)
    this.unsaid.delete(named.author)
  }

  /** The lowest free index goes to an author that has none yet. */
  name(author: AuthorId, person: PersonId, lastCounter: number): NamedAuthor {
    const known = this.byAuthor.get(author)
    if (known !== undefined) return known
    const named: NamedAuthor = { index: this.freeIndex(), author, person, lastCounter }
    this.put(named)
    this.unsaid.add(author)
    return named
  }

  drop(author: AuthorId): void {
    const named = this.byAuthor.get(author)
    if (named === undefined) return
    this.byAuthor.delete(author)
    this.byIndex.delete(named.index)
    this.unsaid.delete(author)
    this.freeFrom = Math.min(this.freeFrom, named.index)
  }

  /** Follows the log: the author's last counter is now this entry's. */
  advance(entry: Pick<LogEntry, 'author' | 'counter'>): void {
    const named = this.byAuthor.get(entry.author)
    if (named !== undefined) this.put({ ...named, lastCounter: entry.counter })
  }

  private freeIndex(): number {
    while (this.byIndex.has(this.freeFrom)) this.freeFrom += 1
    return this.freeFrom
  }
}

export function writeNamedAuthors(w: Writer, authors: readonly NamedAuthor[]): void {
  w.varint(authors.length)
  for (const { index, author, person, lastCounter } of authors) {
    w.varint(index)
    w.hex(author)
    w.hex(person)
    w.varint(lastCounter)
  }
}

export function readNamedAuthors(r: Reader): NamedAuthor[] {
  const count = r.varintUpTo(MAX_NAMED_AUTHORS, 'authors')
  const authors: NamedAuthor[] = []
  for (let i = 0; i < count; i += 1) {
    const index = r.varintUpTo(MAX_NAMED_AUTHORS, 'author number')
    const author = readAuthorId(r)
    const person = readPersonId(r)
    authors.push({ index, author, person, lastCounter: r.varintUpTo(MAX_SEQ, 'counter') })
  }
  return authors
}

export function mustKnow(table: AuthorTable, index: number): NamedAuthor {
  const named = table.at(index)
  if (named === null) throw new ProtocolError('unknown-value', `author number ${index}`)
  return named
}
