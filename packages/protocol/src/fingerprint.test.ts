// The wire cannot change unnoticed: a fingerprint over the golden bytes, the fold's vectors and all
// tables of numbers, for each version.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CLOSE_REASONS } from './close-reasons.ts'
import { EPHEMERAL_KINDS } from './ephemeral-body.ts'
import { BRUSHES } from './ink-header.ts'
import * as limits from './limits.ts'
import { FIELDS, OBJECT_KINDS } from './object-body.ts'
import { REFUSAL_NUMBERS } from './refusals.ts'
import { PROTOCOL_HISTORY, PROTOCOL_VERSION } from './version.ts'

const FINGERPRINTS: Readonly<Record<number, string>> = {
  1: '3cb62fc7f48092c0878d01d59cb46ee3',
  2: 'ee7635c72107f7a36216c7dd38fa42f0',
  3: '273f053ef8a4166a1dd7170ad39fc4c9',
}

const vectors = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'))

function fingerprint(): string {
  const closes = Object.entries(CLOSE_REASONS).map(([name, { code }]) => [name, code])
  const tables = [closes, REFUSAL_NUMBERS, EPHEMERAL_KINDS, OBJECT_KINDS, FIELDS, BRUSHES]
  // A namespace's names come sorted.
  const wire = [vectors('golden'), vectors('fold'), Object.entries(limits), ...tables]
  return createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 32)
}

it('the wire is the one that this version named', () => {
  const now = fingerprint()
  expect(
    now,
    `The wire is not the one that version ${PROTOCOL_VERSION} named. If that is not meant, look for what ` +
      'changed in the golden bytes, the fold, the limits or the tables of numbers. If it is meant: ' +
      '(1) raise PROTOCOL_VERSION by one and add a line to PROTOCOL_HISTORY that says what changed; ' +
      '(2) mend PROTOCOL.md; (3) write the golden bytes anew with ' +
      '`UPDATE_GOLDEN=1 npx vitest run packages/protocol/src/samples.test.ts`; ' +
      `(4) add ${PROTOCOL_VERSION + 1} with the fingerprint that this test then shows. ` +
      'Only new vectors for an unchanged wire take their fingerprint in place.',
  ).toBe(FINGERPRINTS[PROTOCOL_VERSION])
})

it('each version has its line of history and its fingerprint', () => {
  expect(PROTOCOL_HISTORY.length).toBe(PROTOCOL_VERSION)
  PROTOCOL_HISTORY.forEach((line, i) => expect(line).toMatch(new RegExp(`^${i + 1} · \\d{4}-`)))
  const versions = PROTOCOL_HISTORY.map((_, i) => String(i + 1))
  expect(Object.keys(FINGERPRINTS)).toEqual(versions)
})
