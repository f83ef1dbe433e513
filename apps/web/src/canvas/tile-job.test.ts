import { beforeEach, expect, it } from 'vitest'
import { InkOutlines } from './ink-outlines.ts'
import { Scene, type SceneStroke } from './scene.ts'
import { madeStroke } from './testing/made-strokes.ts'
import { recordingPictures, stubPaths } from './testing/recording-canvas.ts'
import { Tile } from './tile.ts'
import { TileJob } from './tile-job.ts'

beforeEach(stubPaths)

const thin = (n: number): SceneStroke => ({ ...madeStroke(n, 50), width: 0.5 })

function jobOf(strokes: readonly SceneStroke[]) {
  const scene = new Scene()
  scene.put(strokes)
  const { made, picture } = recordingPictures()
  const tile = new Tile(1, { column: 0, row: 0 }, picture)
  const parts = { outlines: new InkOutlines(1e6), aside: picture() }
  const job = new TileJob({ tile, scene, theme: 'light', ...parts })
  const painted = () =>
    made.flatMap(each => each.took()).filter(what => /^(fill|stroke)/.test(what))
  return { job, tile, painted }
}

it('takes a stroke in that comes on top, as long as no hairline is painted', () => {
  const { job, painted } = jobOf([madeStroke(1, 50), thin(2)])
  expect(job.add(madeStroke(3, 100))).toBe(true)
  expect(job.work(() => false)).toBe(true)
  expect(painted()).toEqual(['fill 1', 'fill 3', 'stroke 0.5 2'])
})

it('takes none in once hairlines are under way: those lie above all others', () => {
  const { job } = jobOf(Array.from({ length: 600 }, (_, n) => thin(n)))
  // More than are traced without a look at the clock.
  expect(job.work(() => true)).toBe(false)
  expect(job.add(madeStroke(999, 100))).toBe(false)
  expect(job.work(() => false)).toBe(true)
})

it('takes none in that lies outside of what it paints', () => {
  const { job } = jobOf([madeStroke(1, 50)])
  expect(job.add(madeStroke(2, 508))).toBe(true)
  const { job: part, tile } = jobOf([madeStroke(1, 50)])
  expect(part.work(() => false)).toBe(true)
  tile.damage({ minX: 0, minY: 0, maxX: 20, maxY: 20 })
  const scene = new Scene()
  const { picture } = recordingPictures()
  const parts = { outlines: new InkOutlines(1e6), aside: picture() }
  const small = new TileJob({ tile, scene, theme: 'light', ...parts })
  expect(small.add(madeStroke(3, 100))).toBe(false)
})
