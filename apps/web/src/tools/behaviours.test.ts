import { expect, it } from 'vitest'
import { behaviourOf } from './behaviours.ts'
import { TOOLS } from './registry.ts'

it('every tool but the hand does something under the pen', () => {
  const idle = TOOLS.filter(({ id }) => behaviourOf(id) === null).map(({ id }) => id)
  expect(idle).toEqual(['hand'])
})
