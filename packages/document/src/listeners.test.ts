import { describe, expect, it } from 'vitest'
import { Listeners } from './listeners.ts'

function neverThrown(error: unknown): never {
  throw new Error(`a listener threw ${String(error)}`)
}

describe('listeners', () => {
  it('added twice are told twice, and each is taken off once', () => {
    const listeners = new Listeners<number>(neverThrown)
    const told: number[] = []
    const listener = (event: number): void => void told.push(event)
    const stop = listeners.add(listener)
    listeners.add(listener)
    listeners.tell(1)
    stop()
    stop()
    listeners.tell(2)
    expect(told).toEqual([1, 1, 2])
  })

  it('added while others are told hear the next event', () => {
    const listeners = new Listeners<number>(neverThrown)
    const late: number[] = []
    const stop = listeners.add(() => {
      listeners.add(event => late.push(event))
      stop()
    })
    listeners.tell(1)
    listeners.tell(2)
    expect(late).toEqual([2])
  })

  it('that throw are heard of, in their turn, and the rest is told', () => {
    const thrown: unknown[] = []
    const listeners = new Listeners<string>(error => thrown.push(error))
    const told: string[] = []
    for (const name of ['a', 'b']) {
      listeners.add(() => {
        throw new Error(name)
      })
      listeners.add(event => told.push(event + name))
    }
    listeners.tell('!')
    expect(thrown).toEqual([new Error('a'), new Error('b')])
    expect(told).toEqual(['!a', '!b'])
  })
})
