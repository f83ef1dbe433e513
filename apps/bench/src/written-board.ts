// A board that is written full of characters, line by line: as dense whatever its size, a square around the
// place where everyone begins.

import { CELL_OF_CHARACTER, linesPerCharacter, type PenStroke, penStrokes } from './pen-model.ts'
import type { Random } from './seeded-random.ts'

/** Of a stroke. */
export const WRITTEN_POINTS = 30
/** Handwriting with a pen on a screen. */
const SIZE_PX = 100
const PEN_HZ = 120

export function* writing(count: number, random: Random): Generator<PenStroke> {
  const perRow = Math.ceil(Math.sqrt(count / linesPerCharacter()))
  const shiftPx = (perRow * SIZE_PX * CELL_OF_CHARACTER) / 2
  let made = 0
  const model = { rateHz: PEN_HZ, sizePx: SIZE_PX, points: WRITTEN_POINTS, perRow, random }
  for (const stroke of penStrokes(model)) {
    if (made === count) return
    made += 1
    yield stroke.map(event => ({ ...event, x: event.x - shiftPx, y: event.y - shiftPx }))
  }
}

/** Sheets written one over the other, each shifted by a part of a character. */
export function* overwriting(count: number, random: Random, sheets: number): Generator<PenStroke> {
  for (let n = 0; n < sheets; n += 1) {
    const [dx, dy] = [random() * SIZE_PX, random() * SIZE_PX]
    for (const stroke of writing(Math.ceil(count / sheets), random)) {
      yield stroke.map(event => ({ ...event, x: event.x + dx, y: event.y + dy }))
    }
  }
}
