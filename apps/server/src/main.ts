// The program: reads the environment and the signals, and nothing else here does.

import { startServer } from './server.ts'
import { readSettings, type Settings, settingsHelp } from './settings.ts'

const EXIT_FAILED = 1
const EXIT_BAD_SETTING = 2
/** The storage failed: whatever was seen is saved, and clients send the rest again. */
const EXIT_STORAGE = 70
/** Beyond the drain's own window: a disk that does not answer must not hold the process for ever. */
const LATEST_EXIT_MS = 5000

function stop(sentence: string, code: number): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(code)
}

function settings(): Settings {
  const reading = readSettings(process.env)
  return reading.kind === 'read' ? reading.settings : stop(reading.sentence, EXIT_BAD_SETTING)
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

async function run(): Promise<void> {
  const read = settings()
  const server = await startServer(read, {
    onFatal: error => stop(`The storage failed: ${messageOf(error)}`, EXIT_STORAGE),
  })
  process.stdout.write(`Inkroom is up at ${server.url}\n`)
  const end = (): void => {
    setTimeout(() => stop('It took too long to end.', EXIT_FAILED), read.drainMs + LATEST_EXIT_MS)
    server.close().then(
      () => process.exit(0),
      (error: unknown) => stop(`It could not end properly: ${messageOf(error)}`, EXIT_FAILED),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
}

if (process.argv.includes('--help')) {
  process.stdout.write(
    `The settings of Inkroom's server, from the environment:\n\n${settingsHelp()}\n`,
  )
} else {
  run().catch((error: unknown) => stop(`Inkroom cannot start: ${messageOf(error)}`, EXIT_FAILED))
}
