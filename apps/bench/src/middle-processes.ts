// Those who stand between pens and readers, each in a process of its own: Inkroom with either storage,
// and the bare relay.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ChildProgram } from './child-program.ts'
import type { RelayAnswers } from './relay-program.ts'
import type { BoardStorage, ServerAnswers } from './server-program.ts'
import type { Place } from './thin-member.ts'

export interface MiddleProcess<A extends RelayAnswers | ServerAnswers> {
  readonly name: string
  readonly program: ChildProgram<A>
  /** Fresh for each name, as far as it knows rooms. */
  readonly place: (roomName: string) => Place
  readonly stop: () => Promise<void>
}

export type ServerProcess = MiddleProcess<ServerAnswers>
export type RelayProcess = MiddleProcess<RelayAnswers>

/** To measure memory, garbage must be collectable on demand. */
const MEASURABLE = ['--expose-gc']

const profiling = (folder: string | null): string[] =>
  folder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]

async function startServer(
  name: string,
  storage: BoardStorage,
  profileDir: string | null,
): Promise<ServerProcess> {
  const program = new ChildProgram<ServerAnswers>('./server-program.ts', {
    nodeOptions: [...MEASURABLE, ...profiling(profileDir)],
  })
  const port = await program.ask('start', storage)
  return {
    name,
    program,
    place: roomName => ({ kind: 'board', port, roomName }),
    stop: async () => {
      await program.ask('close', undefined)
      await program.stop()
      if (storage.kind === 'sqlite') rmSync(storage.dataDir, { recursive: true })
    },
  }
}

export function startMemoryServer(profileDir: string | null = null): Promise<ServerProcess> {
  return startServer('memory', { kind: 'memory' }, profileDir)
}

export function startSqliteServer(profileDir: string | null = null): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'inkroom-bench-'))
  return startServer('SQLite', { kind: 'sqlite', dataDir }, profileDir)
}

export async function startRelay(): Promise<RelayProcess> {
  const program = new ChildProgram<RelayAnswers>('./relay-program.ts', { nodeOptions: MEASURABLE })
  const port = await program.ask('start', undefined)
  return {
    name: 'bare relay',
    program,
    place: () => ({ kind: 'relay', port }),
    stop: () => program.stop(),
  }
}
