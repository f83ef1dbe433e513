import { utf8ToBytes } from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { checkAccess } from './access-key.ts'

test.each([
  ['', '', 'open'],
  ['', 'anything', 'open'],
  ['schlüssel', 'schlüssel', 'open'],
  ['schlüssel', '', 'capability-missing'],
  ['schlüssel', 'schlüsse', 'capability-wrong'],
  ['schlüssel', 'schlüssel2', 'capability-wrong'],
])('[G16] a server with the key %j and a hello with %j: %s', (key, capability, verdict) => {
  expect(checkAccess(key, utf8ToBytes(capability))).toBe(verdict)
})
