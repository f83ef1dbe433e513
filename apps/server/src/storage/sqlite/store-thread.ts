// The thread of the database, from outside. Where it is gone, everything asked fails, so that no commit
// is ever believed that was not answered.

import { Worker } from 'node:worker_threads'
import type {
  Answered,
  Asked,
  RequestKind,
  StoreAnswers,
  StoreRequest,
  WorkerData,
} from './requests.ts'

const errorOf = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error))

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

export class StoreThread {
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private asked = 0
  private failure: Error | null = null

  constructor(data: WorkerData) {
    this.worker = startWorker(data)
    this.worker.on('message', (answered: Answered) => this.handle(answered))
    this.worker.on('error', error => this.fail(errorOf(error)))
    this.worker.on('exit', () => this.fail(new Error('the thread of the database has ended')))
  }

  ask<Kind extends RequestKind>(request: StoreRequest<Kind>): Promise<StoreAnswers[Kind]> {
    if (this.failure !== null) return Promise.reject(this.failure)
    this.asked += 1
    const asked: Asked<Kind> = { id: this.asked, request }
    const answer = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(asked.id, { resolve, reject })
    })
    // The empty list says that nothing is handed over, only copied.
    this.worker.postMessage(asked, [])
    // The thread answers a request with what StoreAnswers says of its kind (see `answerOf`).
    return answer as Promise<StoreAnswers[Kind]>
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
