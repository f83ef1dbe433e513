// Processes full of readers. Two: one keeps up with a server that has a core of its own, and with two
// a reader is rarely read late only because another one's turn was long.

import { ChildProgram } from './child-program.ts'
import type { ReaderProcesses } from './pen-load.ts'
import type { ReadersAnswers } from './readers-program.ts'

const PROCESSES = 2

export function startReaders(): ReaderProcesses {
  return Array.from(
    { length: PROCESSES },
    () => new ChildProgram<ReadersAnswers>('./readers-program.ts'),
  )
}

export async function stopAll(
  all: readonly { readonly stop: () => Promise<void> }[],
): Promise<void> {
  for (const each of all) await each.stop()
}
