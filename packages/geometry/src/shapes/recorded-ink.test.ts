// What people wrote is to stay what they wrote, also where a hand rests at the end of a letter.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { distance } from '../vector.ts'
import { fitShape } from './fit-shape.ts'
import { trackOf } from './testing/rough-stroke.ts'

const folder = process.env['INK_DIR']
/** As the pen tool: what is smaller is no shape. */
const MIN_SIZE_PX = 24

function strokesIn(path: string): { x: number; y: number }[][] {
  // The folder's own format; a file of another one shows at once in a wrong count.
  const { strokes } = JSON.parse(readFileSync(path, 'utf8')) as {
    strokes: readonly (readonly (readonly [number, number, number, number])[])[]
  }
  return strokes.map(stroke => stroke.map(([x, y]) => ({ x, y })))
}

it.skipIf(folder === undefined)(
  'of recorded pens one stroke in fifty at most is taken for a closed shape or an arrow (skipped where INK_DIR names no folder, because recordings are not part of the checkout)',
  () => {
    const files = readdirSync(folder ?? '').filter(name => name.endsWith('.json'))
    const strokes = files.flatMap(name => strokesIn(join(folder ?? '', name)))
    const large = strokes.filter(([first, ...rest]) =>
      rest.some(point => first !== undefined && distance(first, point) > MIN_SIZE_PX),
    )
    expect(large.length).toBeGreaterThan(500)
    const kinds = large.map(stroke => fitShape(trackOf(stroke))?.kind ?? 'none')
    const taken = kinds.filter(kind => kind !== 'none' && kind !== 'line')
    expect(taken.length / large.length).toBeLessThan(0.02)
  },
)
