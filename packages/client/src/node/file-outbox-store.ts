// Outboxes in a folder: one file an outbox, to which each write appends one record and which is synced to
// the disk then. A torn tail is dropped and written over; the file of an empty outbox is deleted.
// Processes may share a folder: a file says whose process it is, and that process's being there says that
// its outbox lives. (A number that another process has got since holds its outbox back until that one ends.)

import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuthorId } from '@inkroom/protocol'
import type {
  LivingRoll,
  OutboxHead,
  OutboxStore,
  OutboxWrite,
  StoredOutbox,
} from '../keeping/outbox-store.ts'
import { decodeRecords, encodeRecord, type OutboxRecord } from './outbox-record.ts'

const SUFFIX = '.outbox'
/** A file is written anew where it is larger than this, and mostly of what has ended. */
const COMPACT_ABOVE_BYTES = 1024 * 1024
const COMPACT_FACTOR = 4

/** What a file says. */
interface OutboxFile {
  pid: number
  head: OutboxHead | null
  readonly batches: Map<number, Uint8Array>
  /** Of its whole records. */
  length: number
}

/** Of this process, whatever store they were entered in. */
const livingHere = new Set<AuthorId>()

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process: it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

async function readIfThere(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if (isMissing(error)) return new Uint8Array()
    throw error
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

function take(file: OutboxFile, { pid, head, put, remove }: OutboxRecord): void {
  file.pid = pid
  file.head = head
  for (const { counter, bytes } of put) file.batches.set(counter, bytes)
  for (const counter of remove) file.batches.delete(counter)
}

async function readOutbox(path: string): Promise<OutboxFile> {
  const { records, length } = decodeRecords(await readIfThere(path))
  const file: OutboxFile = { pid: process.pid, head: null, batches: new Map(), length }
  for (const record of records) take(file, record)
  return file
}

async function writeAt(path: string, bytes: Uint8Array, at: number): Promise<void> {
  const handle = await open(path, at === 0 ? 'w' : 'r+')
  try {
    await handle.write(bytes, 0, bytes.length, at)
    await handle.truncate(at + bytes.length)
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

const putsOf = (batches: ReadonlyMap<number, Uint8Array>) =>
  Array.from(batches, ([counter, bytes]) => ({ counter, bytes })).toSorted(
    (a, b) => a.counter - b.counter,
  )

export class FileOutboxStore implements OutboxStore {
  readonly roll: LivingRoll = {
    enter: author => {
      livingHere.add(author)
      return () => livingHere.delete(author)
    },
    whoLives: () => this.whoLives(),
  }
  private readonly folder: string
  /** The last write to each file: the next begins behind it. */
  private readonly writes = new Map<AuthorId, Promise<void>>()
  /** What this store wrote last. */
  private readonly known = new Map<AuthorId, OutboxFile>()

  constructor(folder: string) {
    this.folder = folder
  }

  async load(): Promise<readonly StoredOutbox[]> {
    const files = await this.files()
    return files.flatMap(({ head, batches }) =>
      head === null || batches.size === 0 ? [] : [{ ...head, batches: putsOf(batches) }],
    )
  }

  async write(write: OutboxWrite): Promise<void> {
    const { author } = write.head
    const writing = (this.writes.get(author) ?? Promise.resolve()).then(() => this.append(write))
    // The next write does not care how this one ended; the caller of this one does.
    const done = writing.catch(() => {})
    this.writes.set(author, done)
    await writing.finally(() => {
      if (this.writes.get(author) === done) this.writes.delete(author)
    })
  }

  private async append(write: OutboxWrite): Promise<void> {
    const { author } = write.head
    const path = this.pathOf(author)
    const file = await this.current(author)
    this.known.delete(author)
    const record = { ...write, pid: file.pid }
    take(file, record)
    if (file.batches.size === 0) return rm(path, { force: true })
    const bytes = encodeRecord(record)
    if (file.length === 0) await mkdir(this.folder, { recursive: true })
    await writeAt(path, bytes, file.length)
    file.length += bytes.length
    await this.compact(path, file)
    this.known.set(author, file)
  }

  /** Another process may have taken out of the file what it has sent, or deleted it. */
  private async current(author: AuthorId): Promise<OutboxFile> {
    const path = this.pathOf(author)
    const known = this.known.get(author)
    const size = await sizeOf(path)
    return known?.length === size ? known : readOutbox(path)
  }

  private async compact(path: string, file: OutboxFile): Promise<void> {
    const { pid, head, batches } = file
    if (file.length < COMPACT_ABOVE_BYTES || head === null) return
    const bytes = encodeRecord({ pid, head, put: putsOf(batches), remove: [] })
    if (file.length < bytes.length * COMPACT_FACTOR) return
    await writeAt(`${path}.new`, bytes, 0)
    await rename(`${path}.new`, path)
    file.length = bytes.length
  }

  private async whoLives(): Promise<ReadonlySet<AuthorId>> {
    const living = new Set(livingHere)
    for (const { head, pid } of await this.files()) {
      if (head !== null && pid !== process.pid && isRunning(pid)) living.add(head.author)
    }
    return living
  }

  private async files(): Promise<OutboxFile[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    const outboxes = names.filter(name => name.endsWith(SUFFIX))
    return Promise.all(outboxes.map(name => readOutbox(join(this.folder, name))))
  }

  private pathOf(author: AuthorId): string {
    return join(this.folder, `${author}${SUFFIX}`)
  }
}
