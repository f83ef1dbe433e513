import { describe, expect, it } from 'vitest'
import { Emitter } from './emitter.ts'

interface Events {
  word: string
  number: number
}

const setUp = () => {
  const thrown: unknown[] = []
  const heard: string[] = []
  const emitter = new Emitter<Events>((error, name) => thrown.push([name, error]))
  return { emitter, thrown, heard }
}

describe('listeners', () => {
  it('are told in the order in which they came', () => {
    const { emitter, heard } = setUp()
    emitter.on('word', word => heard.push(`first ${word}`))
    emitter.on('word', word => heard.push(`second ${word}`))
    emitter.emit('word', 'ink')
    expect(heard).toEqual(['first ink', 'second ink'])
  })

  it('stop nobody by throwing', () => {
    const { emitter, heard, thrown } = setUp()
    const error = new Error('of a listener')
    emitter.on('word', () => {
      throw error
    })
    emitter.on('word', word => heard.push(word))
    emitter.emit('word', 'ink')
    expect(heard).toEqual(['ink'])
    expect(thrown).toEqual([['word', error]])
  })

  it('hear nothing after they went, and going twice does no harm', () => {
    const { emitter, heard } = setUp()
    const off = emitter.on('word', word => heard.push(word))
    off()
    off()
    emitter.emit('word', 'ink')
    expect(heard).toEqual([])
  })

  it('may be the same function twice, each with its own end', () => {
    const { emitter, heard } = setUp()
    const listen = (word: string) => heard.push(word)
    const off = emitter.on('word', listen)
    emitter.on('word', listen)
    off()
    emitter.emit('word', 'ink')
    expect(heard).toEqual(['ink'])
  })

  it('that come or go while others are told change only the next telling', () => {
    const { emitter, heard } = setUp()
    const offs: (() => void)[] = []
    emitter.on('word', () => {
      emitter.on('word', word => heard.push(`late ${word}`))
      for (const off of offs) off()
    })
    offs.push(emitter.on('word', word => heard.push(`leaving ${word}`)))
    emitter.emit('word', 'one')
    expect(heard).toEqual(['leaving one'])
  })

  it('hear only their own event', () => {
    const { emitter, heard } = setUp()
    emitter.on('word', word => heard.push(word))
    emitter.emit('number', 1)
    expect(heard).toEqual([])
  })

  it('are told nothing once muted, not even the rest of a telling', () => {
    const { emitter, heard } = setUp()
    emitter.on('word', () => emitter.mute())
    emitter.on('word', word => heard.push(word))
    emitter.emit('word', 'ink')
    expect(heard).toEqual([])
  })
})
