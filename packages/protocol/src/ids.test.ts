// Ids and the names of boards.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Reader, Writer } from './bytes.ts'
import {
  authorOf,
  numberOf,
  objectIdOf,
  parseRoomName,
  readObjectId,
  writeObjectId,
} from './ids.ts'
import { MAX_OBJECT_NUMBER, MAX_ROOM_NAME_CHARS } from './limits.ts'
import { ANN } from './samples.ts'

describe('the id of an object', () => {
  it('is its author and a number, and comes apart again', () => {
    fc.assert(
      fc.property(fc.nat(MAX_OBJECT_NUMBER), n => {
        const id = objectIdOf(ANN, n)
        expect([authorOf(id), numberOf(id)]).toEqual([ANN, n])
        const w = new Writer()
        writeObjectId(w, id)
        expect(readObjectId(new Reader(w.finish()))).toBe(id)
      }),
      { examples: [[0], [35], [36], [MAX_OBJECT_NUMBER]] },
    )
  })
})

describe('the name of a board', () => {
  it.each(['a', 'Tafel-7', '黒板', '2026.11_x~y', 'é', 'عربى', 'constructor'])(
    'may be %s',
    name => {
      expect(parseRoomName(name)).toBe(name.normalize('NFC'))
    },
  )

  it.each([
    '',
    '.',
    '..',
    '-a',
    '_a',
    '__proto__',
    'a/b',
    'a b',
    'a\\b',
    'a%2f',
    'a\u0000',
    '🖊',
    '\ud800',
    'a\n',
  ])('is not %j', name => {
    expect(parseRoomName(name)).toBe(null)
  })

  it('is bounded', () => {
    expect(parseRoomName('x'.repeat(MAX_ROOM_NAME_CHARS))).not.toBe(null)
    expect(parseRoomName('x'.repeat(MAX_ROOM_NAME_CHARS + 1))).toBe(null)
  })

  it('is one name however its letters were composed', () => {
    expect(parseRoomName('e\u0301')).toBe('\u00e9')
  })
})
