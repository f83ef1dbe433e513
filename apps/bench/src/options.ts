// What the command line asks for.

import { parseArgs } from 'node:util'

export const SECTIONS = ['codec', 'wire', 'join', 'latency'] as const
export type Section = (typeof SECTIONS)[number]

export interface BenchOptions {
  readonly sections: readonly Section[]
  /** Where the figures are written as JSON, if anywhere. */
  readonly jsonPath: string | null
  readonly seed: number
}

export const USAGE = `npm run bench -- [--only ${SECTIONS.join('|')}]… [--json FILE] [--seed N]`

const isSection = (text: string): text is Section => SECTIONS.some(section => section === text)

/** @throws {Error} with what is wrong and what there is. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  })
  const only = values.only ?? []
  const unknown = only.find(each => !isSection(each))
  if (unknown !== undefined) throw new Error(`there is no section ${unknown}; ${USAGE}`)
  const seed = Number(values.seed)
  if (!Number.isInteger(seed)) throw new Error(`the seed is a whole number; ${USAGE}`)
  const sections = only.length === 0 ? SECTIONS : only.filter(isSection)
  return { sections, jsonPath: values.json ?? null, seed }
}
