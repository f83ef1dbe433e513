// The swimmers of all processes together, from the test's side.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { seededRandom } from './seeded-random.ts'
import type { Swimming, Told } from './swimmers-program.ts'

const PROGRAM = fileURLToPath(new URL('./swimmers-program.ts', import.meta.url))
const MOST_IN_A_PROCESS = 250

export class Swimmers {
  private readonly processes: readonly ChildProcess[]
  private readonly count: number

  constructor(count: number) {
    this.count = count
    const processes = Math.ceil(count / MOST_IN_A_PROCESS)
    this.processes = Array.from({ length: processes }, () =>
      fork(PROGRAM, { execArgv: ['--import', 'tsx'] }),
    )
  }

  /** Each process has seeds of its own: the same one would draw the same delays. */
  async join(url: string): Promise<void> {
    const random = seededRandom(this.count)
    const count = this.count / this.processes.length
    await Promise.all(
      this.processes.map(each =>
        ask(each, { kind: 'join', url, count, seed: Math.floor(random() * 2 ** 32) }),
      ),
    )
  }

  async all(kind: 'forget' | 'submit' | 'tell'): Promise<Swimming> {
    const each = await Promise.all(this.processes.map(child => ask(child, { kind })))
    return {
      live: sum(each.map(({ live }) => live)),
      heardBeat: sum(each.map(({ heardBeat }) => heardBeat)),
      delays: each.flatMap(({ delays }) => delays),
      unsettled: sum(each.map(({ unsettled }) => unsettled)),
      lowestSeq: Math.min(...each.map(({ lowestSeq }) => lowestSeq)),
      digests: Array.from(new Set(each.flatMap(({ digests }) => digests))),
    }
  }

  close(): void {
    for (const child of this.processes) child.kill('SIGKILL')
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

async function ask(child: ChildProcess, told: Told): Promise<Swimming> {
  const answered = once(child, 'message')
  child.send(told)
  const [answer] = await answered
  // Both ends of the channel are ours: nothing else is ever sent on it.
  return answer as Swimming
}
