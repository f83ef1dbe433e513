// Somebody who never stops drawing: short strokes, one after the other, with so many batches on their way at once.

import type { Op } from '@inkroom/protocol'
import { type InkLook, opsOf, type Stroke } from '../src/real-ink.ts'
import type { WirePerson } from './wire-person.ts'

const LOOK: InkLook = { color: { kind: 'palette', index: 2 }, widthPx: 4 }

export function scribbleStroke(random: () => number): Stroke {
  const [x, y] = [random() * 1000, random() * 1000]
  return Array.from({ length: 3 + Math.floor(random() * 9) }, (_, at) => ({
    x: x + at * 10 * random(),
    y: y + at * 10 * random(),
    pressure: random(),
    atMs: at * 16,
  }))
}

export function* scribbleOps(person: WirePerson, random: () => number): Generator<Op, never> {
  for (;;) {
    yield* opsOf(scribbleStroke(random), { n: person.minter.next(), page: 0 }, LOOK)
  }
}

/** Draws until the returned function is called. A batch that settles makes room for the next. */
export function scribble(person: WirePerson, random: () => number, inFlight = 24): () => void {
  const ops = scribbleOps(person, random)
  const fill = (): void => {
    while (person.client.unsettledCount < inFlight) person.submit(ops.next().value)
  }
  const stop = person.client.on('settled', fill)
  fill()
  return stop
}
