// SQLite as a medium: asks the thread that owns the file. Where that thread is gone, everything asked
// fails, so that no commit is ever believed that was not answered.

import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AuthorId } from '@inkroom/protocol'
import type { CommitResult, Medium, RoomCommit, StoredAuthor, StoredRoom } from '../medium.ts'
import type { Checkpoint, RowsPage, StoredPart } from '../storage.ts'
import type { Answered, Asked, StoreAnswers, StoreRequest, WorkerData } from './requests.ts'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * The thread's code lies beside this one: `worker.js` beside the bundle, `worker.ts` beside the source.
 * A thread does not inherit what reads TypeScript in the thread that starts it, so there it brings its own.
 */
function startWorker(workerData: WorkerData): Worker {
  const isSource = import.meta.url.endsWith('.ts')
  const url = new URL(isSource ? './worker.ts' : './worker.js', import.meta.url)
  if (!isSource) return new Worker(url, { workerData })
  const register = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const start = `import { register } from ${register}; register(); await import('${url.href}')`
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(start)}`), { workerData })
}

export class SqliteMedium implements Medium {
  readonly secret: Uint8Array
  private readonly thread: StoreThread

  /** Rejects where the file cannot be opened. */
  static async open(folder: string): Promise<SqliteMedium> {
    mkdirSync(folder, { recursive: true })
    const path = join(folder, 'inkroom.db')
    const thread = new StoreThread({ path, freshSecret: new Uint8Array(randomBytes(16)) })
    try {
      return new SqliteMedium(thread, await thread.ask({ kind: 'secret' }))
    } catch (error) {
      throw new Error(`the database ${path} does not open: ${String(error)}`, { cause: error })
    }
  }

  private constructor(thread: StoreThread, secret: Uint8Array) {
    this.thread = thread
    this.secret = secret
  }

  findRoom(name: string): Promise<StoredRoom | null> {
    return this.thread.ask({ kind: 'find-room', name })
  }

  findAuthor(name: string, author: AuthorId): Promise<StoredAuthor | null> {
    return this.thread.ask({ kind: 'find-author', name, author })
  }

  readRows(name: string, after: number, maxBytes: number): Promise<RowsPage> {
    return this.thread.ask({ kind: 'read-rows', name, after, maxBytes })
  }

  readLog(name: string, after: number, maxBytes: number): Promise<readonly StoredPart[]> {
    return this.thread.ask({ kind: 'read-log', name, after, maxBytes })
  }

  commit(commits: readonly RoomCommit[]): Promise<CommitResult> {
    return this.thread.ask({ kind: 'commit', commits })
  }

  saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<CommitResult> {
    return this.thread.ask({ kind: 'save-checkpoint', name, checkpoint })
  }

  close(): Promise<void> {
    return this.thread.ask({ kind: 'close' })
  }
}

class StoreThread {
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private asked = 0
  private failure: Error | null = null

  constructor(data: WorkerData) {
    this.worker = startWorker(data)
    this.worker.on('message', (answered: Answered) => this.handle(answered))
    this.worker.on('error', error =>
      this.fail(error instanceof Error ? error : new Error(String(error))),
    )
    this.worker.on('exit', () => this.fail(new Error('the thread of the database has ended')))
  }

  ask<R extends StoreRequest>(request: R): Promise<StoreAnswers[R['kind']]> {
    if (this.failure !== null) return Promise.reject(this.failure)
    this.asked += 1
    const asked: Asked = { id: this.asked, request }
    const answer = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(asked.id, { resolve, reject })
    })
    // The empty list says that nothing is handed over, only copied.
    this.worker.postMessage(asked, [])
    // The thread answers a request with what StoreAnswers says of its kind (see `answerOf`).
    return answer as Promise<StoreAnswers[R['kind']]>
  }

  private handle(answered: Answered): void {
    const waiting = this.waiting.get(answered.id)
    this.waiting.delete(answered.id)
    if (answered.kind === 'answer') waiting?.resolve(answered.value)
    else waiting?.reject(new Error(answered.message))
  }

  private fail(error: Error): void {
    this.failure ??= error
    for (const waiting of this.waiting.values()) waiting.reject(this.failure)
    this.waiting.clear()
  }
}
