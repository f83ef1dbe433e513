// The program's run, from its settings to its last line: signals, exit codes, sentences. What it runs on
// is given to it.

import { messageOf } from './message-of.ts'
import { type ServerParts, startServer } from './server.ts'
import type { Settings } from './settings.ts'

const EXIT_FAILED = 1
/** The storage failed: whatever was seen is saved, and clients send the rest again. */
const EXIT_STORAGE = 70
/** Beyond the drain's own window: a disk that does not answer must not hold the process for ever. */
const LATEST_EXIT_MS = 5000

export function stop(sentence: string, code: number): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(code)
}

export async function runProgram(
  settings: Settings,
  parts: Omit<ServerParts, 'onFatal'> = {},
): Promise<void> {
  try {
    await run(settings, parts)
  } catch (error) {
    stop(`Inkroom cannot start: ${messageOf(error)}`, EXIT_FAILED)
  }
}

async function run(settings: Settings, parts: ServerParts): Promise<void> {
  const server = await startServer(settings, {
    ...parts,
    onFatal: error => stop(`The storage failed: ${messageOf(error)}`, EXIT_STORAGE),
  })
  process.stdout.write(`Inkroom is up at ${server.url}\n`)
  const latestMs = settings.drainMs + LATEST_EXIT_MS
  const end = (): void => {
    setTimeout(() => stop('It took too long to end.', EXIT_FAILED), latestMs)
    server.close().then(
      () => process.exit(0),
      (error: unknown) => stop(`It could not end properly: ${messageOf(error)}`, EXIT_FAILED),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
}
