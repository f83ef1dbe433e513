import { NO_RANGES, type StrokeRange } from '@inkroom/geometry'
import type { InkHeader } from '@inkroom/protocol'
import { authorIdOf, objectIdOf } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { type Damage, Scene, type SceneStroke } from './scene.ts'

const author = authorIdOf(new Uint8Array(16))

const header: InkHeader = {
  brush: 'pen',
  color: { kind: 'palette', index: 0 },
  size: 8,
  opacity: 255,
  gridExponent: 3,
  hasPressure: false,
  x: 0,
  y: 0,
  pressure: 255,
}

interface Look {
  readonly order: string
  readonly x?: number
  readonly pointCount?: number
  readonly erased?: readonly StrokeRange[]
}

function stroke(
  n: number,
  { order, x = 0, pointCount = 2, erased = NO_RANGES }: Look,
): SceneStroke {
  return {
    id: objectIdOf(author, n),
    header,
    order,
    width: 1,
    minX: x,
    minY: 0,
    maxX: x + 10,
    maxY: 10,
    points: {
      length: pointCount,
      xs: new Float64Array(pointCount).fill(x * 8),
      ys: new Float64Array(pointCount),
      pressures: new Uint8Array(pointCount),
    },
    erased,
  }
}

const kinds = (damages: readonly Damage[]) => damages.map(damage => damage.kind)
const all = { minX: -1e6, minY: -1e6, maxX: 1e6, maxY: 1e6 }
const orders = (scene: Scene) => scene.within(all).map(each => each.order)

describe('the scene', () => {
  it('paints in board order, however the strokes came', () => {
    const scene = new Scene()
    scene.put([stroke(1, { order: 'c' }), stroke(2, { order: 'a' })])
    scene.put([stroke(3, { order: 'b' })])
    expect(orders(scene)).toEqual(['a', 'b', 'c'])
  })

  it('puts a new stroke on top of the picture where nothing that it meets lies above', () => {
    const scene = new Scene()
    scene.put([stroke(1, { order: 'a' })])
    expect(kinds(scene.put([stroke(2, { order: 'b' })]))).toEqual(['on-top'])
    expect(kinds(scene.put([stroke(3, { order: 'aa', x: 500 })]))).toEqual(['on-top'])
  })

  it('repaints where a stroke comes below another', () => {
    const scene = new Scene()
    scene.put([stroke(1, { order: 'b' })])
    expect(kinds(scene.put([stroke(2, { order: 'a' })]))).toEqual(['beneath'])
  })

  it('puts strokes that come together on top, the lower ones first', () => {
    const scene = new Scene()
    const damages = scene.put([stroke(1, { order: 'b' }), stroke(2, { order: 'a' })])
    const ordersOf = damages.map(damage => (damage.kind === 'on-top' ? damage.stroke.order : null))
    expect(ordersOf).toEqual(['a', 'b'])
  })

  it('leaves the picture alone when the room places a stroke where it lay', () => {
    const scene = new Scene()
    scene.put([stroke(1, { order: 'a' }), stroke(2, { order: 'z' })])
    expect(scene.put([stroke(2, { order: 'b' })])).toEqual([])
    expect(orders(scene)).toEqual(['a', 'b'])
  })

  it('repaints when the room places a stroke below one that it meets', () => {
    const scene = new Scene()
    scene.put([stroke(1, { order: 'm' }), stroke(2, { order: 'z' })])
    expect(kinds(scene.put([stroke(2, { order: 'a' })]))).toEqual(['repaint'])
    expect(orders(scene)).toEqual(['a', 'm'])
  })

  it('repaints both places of a stroke that has grown', () => {
    const scene = new Scene()
    scene.put([stroke(1, { order: 'a' })])
    const damages = scene.put([stroke(1, { order: 'a', pointCount: 5 })])
    expect(kinds(damages)).toEqual(['repaint', 'on-top'])
    expect(scene.size).toBe(1)
  })

  it('repaints a stroke of which more or less is erased, and only then', () => {
    const scene = new Scene()
    const whole = stroke(1, { order: 'a', pointCount: 9 })
    const wiped = { ...whole, erased: [{ from: 2, to: 3.5 }] }
    scene.put([whole])
    expect(scene.put([wiped])).toEqual([{ kind: 'repaint', box: wiped }])
    expect(scene.near(all)).toEqual([wiped])
    expect(scene.put([{ ...wiped, erased: [{ from: 2, to: 3.5 }] }])).toEqual([])
    expect(scene.put([whole])).toEqual([{ kind: 'repaint', box: whole }])
    expect(scene.get(whole.id)?.erased).toEqual([])
  })

  it('forgets what is removed', () => {
    const scene = new Scene()
    const one = stroke(1, { order: 'a' })
    scene.put([one])
    const [damage] = scene.remove(one.id)
    expect(damage?.kind).toBe('repaint')
    expect(scene.remove(one.id)).toEqual([])
    expect(scene.bounds()).toBeNull()
    expect(scene.near(all)).toEqual([])
  })

  it('takes thousands at once as it takes one', () => {
    const scene = new Scene()
    const many = Array.from({ length: 1000 }, (_, n) =>
      stroke(n, { order: String(n).padStart(5, '0'), x: (n * 37) % 5000 }),
    )
    const damages = scene.put(many)
    expect(damages, 'one').toMatchObject([{ kind: 'load', box: scene.bounds() }])
    expect(scene.size).toBe(1000)
    expect(orders(scene)).toEqual(many.map(each => each.order))
    expect(scene.bounds()).toMatchObject({ minX: 0, minY: 0 })
  })
})
