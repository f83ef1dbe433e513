import { type ObjectId, type Op, objectIdOf } from '@inkroom/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  characterStrokes,
  type InkLook,
  inTurns,
  knownCharacters,
  opsOf,
  recordedStrokes,
  type Stroke,
  samplesOf,
} from '../src/real-ink.ts'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { atRest, WirePerson } from './wire-person.ts'

const LOOK: InkLook = { color: { kind: 'palette', index: 8 }, widthPx: 3 }
const CHARACTERS = 300
const MAX_UNSETTLED = 2000

let server: ServerProcess

beforeAll(async () => {
  server = await ServerProcess.launch({ BATCHES_PER_SECOND: '100000', CHECKPOINT_MS: '2000' })
})
afterAll(() => server.dispose())

/** Draws all of it, eight strokes at once; resolves with the ids in the order of the strokes. */
async function draw(person: WirePerson, strokes: readonly Stroke[]): Promise<ObjectId[]> {
  const numbers = strokes.map(() => person.minter.next())
  const sources = strokes.map(
    (stroke, at): Iterable<Op> => opsOf(stroke, { n: numbers[at] ?? 0, page: 0 }, LOOK),
  )
  for (const op of inTurns(sources)) {
    if (person.client.unsettledCount >= MAX_UNSETTLED) {
      await until('some is saved', () => person.client.unsettledCount < MAX_UNSETTLED / 2)
    }
    person.submit(op)
  }
  return numbers.map(n => objectIdOf(person.client.author, n))
}

/** The points that stand on the person's board, in the form of `samplesOf`. */
function pointsOn({ document }: WirePerson, id: ObjectId): ReturnType<typeof samplesOf> {
  const object = document.get(id)
  if (object?.kind !== 'ink' || !object.isFinished) return []
  const { length, xs, ys, pressures } = object.points
  return Array.from({ length }, (_, at) => ({
    x: xs[at] ?? 0,
    y: ys[at] ?? 0,
    pressure: pressures[at] ?? 0,
  }))
}

function strokesThatDiffer(
  person: WirePerson,
  ids: readonly ObjectId[],
  strokes: readonly Stroke[],
): number {
  const wanted = strokes.map(stroke => JSON.stringify(samplesOf(stroke)))
  return ids.filter((id, at) => JSON.stringify(pointsOn(person, id)) !== wanted[at]).length
}

async function expectSamePoints(roomName: string, strokes: readonly Stroke[]): Promise<void> {
  const address = { url: server.socketUrl, roomName }
  const [ann, bob] = [new WirePerson(address), new WirePerson(address)]
  await Promise.all([ann.live(), bob.live()])
  const ids = await draw(ann, strokes)
  const late = new WirePerson(address)
  await atRest(ann, bob, late)
  await server.kill9()
  await server.start()
  const later = new WirePerson(address)
  await atRest(ann, bob, late, later)
  for (const person of [ann, bob, late, later]) {
    expect(person.digest).toEqual(ann.digest)
    expect(person.document.size).toBe(strokes.length)
    expect(strokesThatDiffer(person, ids, strokes)).toBe(0)
    expect(person.troubles).toEqual([])
    person.close()
  }
}

it(`[G1] [G6] ${CHARACTERS} written characters are the same points for who watched, who came late, and after a restart`, async () => {
  const strokes = knownCharacters(CHARACTERS).flatMap((character, at) => {
    const place = { left: (at % 25) * 60, top: Math.floor(at / 25) * 60, sizePx: 56 }
    return characterStrokes(character, place)
  })
  expect(strokes.length).toBeGreaterThan(CHARACTERS * 4)
  await expectSamePoints('characters', strokes)
}, 300_000)

const folder = process.env['INK_DIR']

it.skipIf(folder === undefined)(
  '[G1] [G6] recorded pens are the same points for all (skipped where INK_DIR names no folder, because recordings are not part of the checkout)',
  async () => {
    await expectSamePoints('recordings', recordedStrokes(folder ?? ''))
  },
  300_000,
)
