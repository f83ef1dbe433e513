import { authorIdOf } from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { CursorLayer } from './cursor-layer.ts'

const [ada, bob] = [1, 2].map(n => authorIdOf(new Uint8Array(16).fill(n)))
if (ada === undefined || bob === undefined) throw new Error('two authors are made')

const look = { name: 'Ada', color: 'teal' }
let host: HTMLElement
let layer: CursorLayer

const cursors = () => Array.from(host.querySelectorAll<HTMLElement>('[data-testid="cursor"]'))

beforeEach(() => {
  host = document.createElement('div')
  layer = new CursorLayer(host)
})

describe('the cursors of others', () => {
  it('stand where their world is on the screen, and follow the camera', () => {
    layer.move(ada, { x: 100, y: 50 }, look, 0)
    expect(cursors()[0]?.style.transform).toBe('translate(100px, 50px)')
    layer.setCamera({ x: 50, y: 0, zoom: 2 })
    expect(cursors()[0]?.style.transform).toBe('translate(100px, 100px)')
  })

  it('are one for each tab, under its newest name', () => {
    layer.move(ada, { x: 0, y: 0 }, look, 0)
    layer.move(ada, { x: 9, y: 0 }, { ...look, name: 'Ada L.' }, 1)
    expect(cursors().map(each => each.textContent)).toEqual(['Ada L.'])
  })

  it('[G17] show names as text, whatever is in them', () => {
    layer.move(ada, { x: 0, y: 0 }, { ...look, name: '<img src=x onerror=alert(1)>' }, 0)
    expect(host.querySelector('img')).toBeNull()
    expect(cursors()[0]?.textContent).toBe('<img src=x onerror=alert(1)>')
  })

  it('go when they have not moved for long, and only those', () => {
    layer.move(ada, { x: 0, y: 0 }, look, 0)
    layer.move(bob, { x: 0, y: 0 }, { ...look, name: 'Bob' }, 9_000)
    layer.sweep(10_001)
    expect(cursors().map(each => each.textContent)).toEqual(['Bob'])
  })

  it('go with who is gone', () => {
    layer.move(ada, { x: 0, y: 0 }, look, 0)
    layer.move(bob, { x: 0, y: 0 }, { ...look, name: 'Bob' }, 0)
    layer.keep(new Set([bob]))
    expect(cursors().map(each => each.textContent)).toEqual(['Bob'])
    layer.remove(bob)
    expect(cursors()).toEqual([])
  })

  it('go all at once', () => {
    layer.move(ada, { x: 0, y: 0 }, look, 0)
    layer.move(bob, { x: 0, y: 0 }, look, 0)
    layer.clear()
    expect(cursors()).toEqual([])
  })
})
