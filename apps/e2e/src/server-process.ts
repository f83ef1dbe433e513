// The built server as a process of its own, over a data folder of its own, that can be killed and started again.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'
import { until } from './until.ts'

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))

export type Environment = Readonly<Record<string, string>>

/** Settings of the machine's own must not reach the server under test. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot'] as const

function inherited(): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap(name => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

export class ServerProcess {
  readonly port: number
  readonly dataDir: string
  private readonly environment: Environment
  private child: ChildProcess | null = null
  private said = ''

  private constructor(port: number, environment: Environment) {
    this.port = port
    this.dataDir = mkdtempSync(join(tmpdir(), 'inkroom-e2e-'))
    this.environment = environment
    // A test run that is broken off must leave no server behind.
    process.once('exit', this.killAtExit)
  }

  /** A running server with an empty data folder. `environment` are settings that differ from the defaults. */
  static async launch(environment: Environment = {}): Promise<ServerProcess> {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: npm run build makes it`)
    const server = new ServerProcess(await freePort(), environment)
    await server.start()
    return server
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get socketUrl(): string {
    return `ws://127.0.0.1:${this.port}/ws`
  }

  /** Resolves once it answers that it is ready. */
  async start(): Promise<void> {
    const child = this.spawn()
    await until('the server is ready', () => this.isReady(child))
  }

  /** Starts, and is killed before or soon after it is ready. */
  async startAndKill(afterMs: number): Promise<void> {
    this.spawn()
    await wait(afterMs)
    await this.kill9()
  }

  get pid(): number | null {
    return this.child?.pid ?? null
  }

  private spawn(): ChildProcess {
    this.said = ''
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      env: {
        ...inherited(),
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => (this.said += text.toString()))
    }
    this.child = child
    return child
  }

  /** As a power cut does it: nothing is finished, nobody is told. */
  async kill9(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** Orderly; resolves to the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM')
  }

  /** Ends it and takes its data away. */
  async dispose(): Promise<void> {
    await this.kill9()
    process.off('exit', this.killAtExit)
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  /** All that it printed since its start. */
  get output(): string {
    return this.said
  }

  private readonly killAtExit = (): void => {
    this.child?.kill('SIGKILL')
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { child } = this
    this.child = null
    if (child === null) return null
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    }
    return child.exitCode
  }

  private async isReady(child: ChildProcess): Promise<boolean> {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${this.said}`)
    try {
      const { ok } = await fetch(`${this.origin}/readyz`)
      return ok
    } catch {
      // Nobody listens yet.
      return false
    }
  }
}
