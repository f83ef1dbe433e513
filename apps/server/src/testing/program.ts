// The program as a process of its own, for tests; ended with its test.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface Program {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  readonly exited: Promise<number | null>
}

export interface ProgramStart {
  readonly environment?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** What is run, beside the sources. */
  readonly entry?: string
}

export function startProgram({
  environment = {},
  args = [],
  entry = './main.ts',
}: ProgramStart): Program {
  const path = fileURLToPath(new URL(entry, new URL('../', import.meta.url)))
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), path, ...args], {
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '0', ...environment },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [out, err] = ['', '']
  child.stdout.on('data', text => (out += text))
  child.stderr.on('data', text => (err += text))
  const exited = once(child, 'exit').then(([code]) => Number(code))
  return { child, out: () => out, err: () => err, exited }
}

export async function urlOf({ child, out, err }: Program): Promise<string> {
  while (!out().includes('\n'))
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
  const url = /^Inkroom is up at (\S+)\n$/.exec(out())?.[1]
  if (url === undefined) throw new Error(`it said: ${out()}${err()}`)
  return url
}
