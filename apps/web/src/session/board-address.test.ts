import { describe, expect, it } from 'vitest'
import { boardPath, newBoardName, readBoardAddress, readCapability } from './board-address.ts'

describe('the address of a board', () => {
  it('opens a new board where none is named', () => {
    expect(readBoardAddress('/')).toEqual({ kind: 'new' })
    expect(readBoardAddress('/about')).toEqual({ kind: 'new' })
  })

  it('reads the name that it writes, in any script', () => {
    for (const name of ['plan', 'Übersicht-2', '课堂', 'a.b_c~d']) {
      expect(readBoardAddress(boardPath(name))).toEqual({ kind: 'board', name })
    }
  })

  it('is invalid for what is no name', () => {
    for (const path of ['/b/', '/b/%', '/b/a/b', '/b/..', '/b/%20', `/b/${'x'.repeat(65)}`]) {
      expect(readBoardAddress(path)).toEqual({ kind: 'invalid' })
    }
  })

  it('takes the key from the part that no server sees', () => {
    expect(readCapability('#key=open%20sesame')).toBe('open sesame')
    expect(readCapability('')).toBe('')
    expect(readCapability('#other=1')).toBe('')
  })
})

describe('the name of a new board', () => {
  it('has 22 letters and digits and keeps all 128 bits', () => {
    const low = newBoardName(new Uint8Array(16))
    const high = newBoardName(new Uint8Array(16).fill(255))
    expect(low).toBe('0'.repeat(22))
    expect(high).toMatch(/^[0-9A-Za-z]{22}$/)
    expect(readBoardAddress(boardPath(high))).toEqual({ kind: 'board', name: high })
    const one = new Uint8Array(16)
    one[15] = 1
    expect(newBoardName(one)).not.toBe(low)
  })
})
