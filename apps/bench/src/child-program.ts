// A program of ours in a process of its own, asked over Node's channel between processes: what is
// measured must not run where the load is made.

import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a program answers: each name with what it takes and gives, all of it plain values. */
// Whatever a program takes: only `never` lets functions of every argument into one table.
export type Answers = Record<string, (request: never) => unknown>

interface Asked {
  readonly id: number
  readonly name: string
  readonly request: unknown
}

type Answered =
  | { readonly id: number; readonly kind: 'answer'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'error'; readonly message: string }

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export interface ChildOptions {
  /** Of Node itself, beside those of this process. */
  readonly nodeOptions?: readonly string[]
}

export class ChildProgram<A extends Answers> {
  private readonly child: ChildProcess
  private readonly waiting = new Map<number, Waiting>()
  private asked = 0
  private failure: Error | null = null
  private readonly ended: Promise<void>

  /** `file` lies beside this one. */
  constructor(file: string, { nodeOptions = [] }: ChildOptions = {}) {
    this.child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
      execArgv: [...process.execArgv, ...nodeOptions],
      serialization: 'advanced',
    })
    // Both ends of the channel are ours: nothing else is ever sent on it.
    this.child.on('message', message => this.handle(message as Answered))
    this.ended = new Promise(resolve => {
      this.child.once('exit', (code, signal) => {
        this.fail(new Error(`${file} ended (${signal ?? code})`))
        resolve()
      })
    })
    // With the bench itself gone, however it went, nothing of it stays behind.
    process.once('exit', () => this.child.kill())
  }

  ask<Name extends keyof A & string>(
    name: Name,
    request: Parameters<A[Name]>[0],
  ): Promise<Awaited<ReturnType<A[Name]>>> {
    if (this.failure !== null) return Promise.reject(this.failure)
    this.asked += 1
    const asked: Asked = { id: this.asked, name, request }
    const answer = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(asked.id, { resolve, reject })
    })
    this.child.send(asked)
    // The program answers by the very table that names the type.
    return answer as Promise<Awaited<ReturnType<A[Name]>>>
  }

  /** Resolves when it has ended, by itself: a profile is written at the end. */
  async stop(): Promise<void> {
    if (this.child.connected) this.child.disconnect()
    await this.ended
  }

  private handle(answered: Answered): void {
    const waiting = this.waiting.get(answered.id)
    this.waiting.delete(answered.id)
    if (answered.kind === 'answer') waiting?.resolve(answered.value)
    else waiting?.reject(new Error(answered.message))
  }

  private fail(error: Error): void {
    this.failure = error
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}

/** In the child: answers until the other side lets go, and ends then. */
export function answerAs(answers: Answers): void {
  process.once('disconnect', () => process.exit())
  process.on('message', (message: unknown) => {
    // Both ends of the channel are ours: nothing else is ever sent on it.
    const { id, name, request } = message as Asked
    const answer = async () => {
      // By the table's own type each name takes what is asked of it here.
      const value = await answers[name]?.(request as never)
      return { id, kind: 'answer', value } as const
    }
    answer()
      .catch((error: unknown) => ({ id, kind: 'error', message: String(error) }) as const)
      .then(answered => process.send?.(answered))
      .catch(() => process.exit(1))
  })
}
