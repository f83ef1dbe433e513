import { limits, utf8ToBytes } from '@inkroom/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sentProfile } from './sent-profile.ts'

const nameOf = (personName: string) => sentProfile({ personName, personColor: 3 }).name

it('is the person as chosen', () => {
  expect(sentProfile({ personName: 'Teal Otter', personColor: 3 })).toEqual({
    name: 'Teal Otter',
    color: 3,
  })
})

it('never has a longer name than a server takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), name => {
      const sent = nameOf(name)
      expect(name.startsWith(sent)).toBe(true)
      expect(utf8ToBytes(sent).length).toBeLessThanOrEqual(limits.MAX_PERSON_NAME_BYTES)
    }),
  )
})

it('is cut between signs, not inside of them', () => {
  const family = '👩‍👩‍👧‍👦'
  const bytesOfOne = utf8ToBytes(family).length
  const fitting = Math.floor(limits.MAX_PERSON_NAME_BYTES / bytesOfOne)
  expect(nameOf(family.repeat(9))).toBe(family.repeat(fitting))
  expect(nameOf('好'.repeat(99))).toBe('好'.repeat(42))
})
