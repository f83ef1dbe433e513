import { describe, expect, it } from 'vitest'
import { makeUpName } from './made-up-name.ts'
import { initialsOf } from './person-name.ts'

describe('initials', () => {
  it.each([
    ['Teal Otter', 'TO'],
    ['ada', 'A'],
    ['  Ada  of Lovelace ', 'AO'],
    ['青色水獭', '青'],
    ['👩‍🚀 Nova', '👩‍🚀N'],
    ['', ''],
  ])('of %j are %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})

describe('a made-up name', () => {
  it('is two words of the language, chosen by the random numbers', () => {
    expect(makeUpName('en', () => 0)).toBe('Amber Badger')
    expect(makeUpName('en', () => 0.999)).toBe('Teal Seal')
    expect(makeUpName('zh-CN', () => 0)).toBe('青色水獭')
  })
})
