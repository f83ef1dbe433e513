// What the command line asks for.

import { parseArgs } from 'node:util'

/** What can be measured, in the order in which it is. */
const SECTION_DOCS = {
  codec: 'time a point takes through the ink codec, beside JSON',
  erase: 'time a move of an eraser takes a stroke, whole or in part',
  smoothing: 'how far the smoothed line is behind the pen, at 60, 120 and 240 Hz',
  wire: 'bytes of a pen on the wire, up, down, and as history',
  join: 'how long joiners wait, in this process',
  latency: 'from a pen to another tab, in a real browser',
  delivery: '5 pens × 25 readers and 20 × 100 through a server process, beside a bare relay',
  'fan-out': 'points a second that one core delivers, beside a bare relay',
  idle: 'memory of 5,000 connections that do nothing, beside a bare relay',
  'served-join': '20 joiners at once in processes of their own, and what the server spends on them',
  paint: 'frames of a real browser on boards of 1,000 to 100,000 strokes, beside two naive pages',
  outline: 'script that one more point of a stroke costs, beside outlining all of it anew',
  commit: 'how long SQLite takes at 1, 50 and 1,000 batches a second',
} as const

export type Section = keyof typeof SECTION_DOCS

const isSection = (text: string): text is Section => Object.hasOwn(SECTION_DOCS, text)

export const SECTIONS: readonly Section[] = Object.keys(SECTION_DOCS).filter(isSection)

export interface BenchOptions {
  readonly sections: readonly Section[]
  /** Where the figures are written as JSON, if anywhere. */
  readonly jsonPath: string | null
  readonly seed: number
  readonly seconds: number
  readonly profileDir: string | null
}

/** Long enough for a p99 of some thousand batches; three runs of it go into each figure. */
const DEFAULT_SECONDS = 5

const OPTION_DOCS: readonly (readonly [option: string, doc: string])[] = [
  ['--only SECTION', 'that section alone; may be given several times'],
  ['--json FILE', 'writes the figures there, too'],
  ['--seed N', 'draws other pens; default 1'],
  ['--seconds N', `how long each load is measured; default ${DEFAULT_SECONDS}`],
  ['--profile FOLDER', 'server processes leave a CPU profile there, and take more time meanwhile'],
  ['--help', 'this'],
]

function rows(all: readonly (readonly [string, string])[]): string {
  const width = Math.max(...all.map(([name]) => name.length))
  return all.map(([name, doc]) => `  ${name.padEnd(width)}  ${doc}`).join('\n')
}

const OPTIONS_ROWS = rows(OPTION_DOCS)
const SECTION_ROWS = rows(Object.entries(SECTION_DOCS))

export const USAGE = `npm run bench -- [options]

Options:
${OPTIONS_ROWS}

Sections, all on this machine's loopback:
${SECTION_ROWS}`

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new Error(`${name} takes a whole number above 0\n\n${USAGE}`)
}

/** Null where only help was asked for. @throws {Error} with what is wrong and what there is. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'string' },
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string', default: String(DEFAULT_SECONDS) },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const only = values.only ?? []
  const unknown = only.find(each => !isSection(each))
  if (unknown !== undefined) throw new Error(`there is no section ${unknown}\n\n${USAGE}`)
  return {
    sections: only.length === 0 ? SECTIONS : only.filter(isSection),
    jsonPath: values.json ?? null,
    seed: wholeNumber('--seed', values.seed),
    seconds: wholeNumber('--seconds', values.seconds),
    profileDir: values.profile ?? null,
  }
}
