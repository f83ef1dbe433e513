// Outboxes in a folder: one file an outbox, to which each write appends one record and which is synced to
// the disk then, a new one with its name. A torn tail is dropped and written over; the file of an empty outbox is deleted.
// Processes may share a folder: a file says whose process it is, and that process's being there says that
// its outbox lives. (A number that another process has got since holds its outbox back until that one ends.)

import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { AuthorId } from '@inkroom/protocol'
import type {
  LivingRoll,
  OutboxHead,
  OutboxStore,
  OutboxWrite,
  StoredOutbox,
} from '../keeping/outbox-store.ts'
import { makeFolder, replaceFile, writeTail } from './durable-file.ts'
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

/** The last write of this process to each file, by whatever store: the next begins behind it. */
const writesTo = new Map<string, Promise<void>>()

async function behindOthers(path: string, write: () => Promise<void>): Promise<void> {
  const writing = (writesTo.get(path) ?? Promise.resolve()).then(write)
  // The next write does not care how this one ended; the caller of this one does.
  const done = writing.catch(() => {})
  writesTo.set(path, done)
  await writing.finally(() => {
    if (writesTo.get(path) === done) writesTo.delete(path)
  })
}

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
  /** What this store wrote last. */
  private readonly known = new Map<AuthorId, OutboxFile>()

  constructor(folder: string) {
    this.folder = resolve(folder)
  }

  async load(): Promise<readonly StoredOutbox[]> {
    const files = await this.files()
    return files.flatMap(({ head, batches }) =>
      head === null || batches.size === 0 ? [] : [{ ...head, batches: putsOf(batches) }],
    )
  }

  write(write: OutboxWrite): Promise<void> {
    return behindOthers(this.pathOf(write.head.author), () => this.append(write))
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
    if (file.length === 0) await makeFolder(this.folder)
    await writeTail(path, bytes, file.length)
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
    await replaceFile(path, bytes)
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
