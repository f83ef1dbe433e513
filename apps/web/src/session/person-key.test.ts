import { expect, it } from 'vitest'
import type { KeyValueStorage } from '../app/preferences-storage.ts'
import { personKey } from './person-key.ts'

function memory(): KeyValueStorage {
  const values = new Map<string, string>()
  return {
    getItem: key => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
  }
}

const counting = () => {
  let drawn = 0
  return (count: number) => new Uint8Array(count).fill(++drawn)
}

it('is the same person on the next visit', () => {
  const storage = memory()
  const draw = counting()
  expect(personKey(storage, draw)).toEqual(personKey(storage, draw))
})

it('is another person in another browser', () => {
  const draw = counting()
  expect(personKey(memory(), draw)).not.toEqual(personKey(memory(), draw))
})

it('draws a key anew where the stored one is damaged', () => {
  const storage = memory()
  storage.setItem('inkroom.person', 'not hex')
  expect(personKey(storage, counting())).toHaveLength(16)
  expect(personKey(storage, counting())).toEqual(new Uint8Array(16).fill(1))
})

it('works where the browser keeps nothing, or throws', () => {
  expect(personKey(null, counting())).toHaveLength(16)
  const closed: KeyValueStorage = {
    getItem: () => {
      throw new Error('closed')
    },
    setItem: () => {
      throw new Error('closed')
    },
  }
  expect(personKey(closed, counting())).toHaveLength(16)
})
