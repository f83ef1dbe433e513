// Recordings of real pens, where the environment names a folder with some (INK_DIR).

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PenStroke } from './pen-model.ts'

export interface Recording {
  readonly name: string
  readonly rateHz: number
  readonly strokes: readonly PenStroke[]
}

type RawStroke = readonly (readonly [x: number, y: number, pressure: number, timeMs: number])[]

function read(path: string, name: string): Recording {
  // The folder's own format; a file of another one shows at once in nonsensical figures.
  const raw = JSON.parse(readFileSync(path, 'utf8')) as {
    rateHz: number
    strokes: readonly RawStroke[]
  }
  const strokes = raw.strokes.map(stroke =>
    stroke.map(([x, y, pressure, timeMs]) => ({ x, y, pressure, timeMs })),
  )
  return { name, rateHz: raw.rateHz, strokes }
}

export function recordings(folder: string | undefined): Recording[] {
  if (folder === undefined || !existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => read(join(folder, name), name))
}
