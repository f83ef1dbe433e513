// The example of a `.env` is written from the server's own table: run with `--update` after changing that.
import { expect, it } from 'vitest'
import { settingsHelp } from '../apps/server/src/settings.ts'
import { inRoot, root } from './lib/checkout.mjs'

const opening = [
  '# Settings of the server with their defaults. Copy this to .env and take the # away from what is to differ.',
  '# The environment goes before this file.',
]

it('.env.example names every setting of the server, with its meaning and its default', async () => {
  const entries = settingsHelp().split('\n').map(toEntry)
  const text = [opening.join('\n'), ...entries].join('\n\n')
  await expect(`${text}\n`).toMatchFileSnapshot(inRoot('.env.example'))
})

function toEntry(line: string) {
  const { name, doc, value } =
    /^ {2}(?<name>\w+) +(?<doc>.*) Default: (?<value>.*)$/.exec(line)?.groups ?? {}
  if (name === undefined || value === undefined)
    throw new Error(`Not a line of the settings: ${line}`)
  return `# ${doc}\n# ${name}=${asWritten(value)}`
}

// A default below this checkout is another one in every checkout.
const asWritten = (value: string) => (value === '(none)' || value.startsWith(root) ? '' : value)
