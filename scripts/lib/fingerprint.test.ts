import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint, isFresh, markFresh } from './fingerprint.mjs'

let top = ''

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'inkroom-fingerprint-'))
  write('app/src/main.ts', 'main')
  write('app/src/deep/pen.ts', 'pen')
  write('lock.json', '{}')
})

afterEach(() => rmSync(top, { recursive: true }))

function write(path: string, content: string) {
  mkdirSync(dirname(join(top, path)), { recursive: true })
  writeFileSync(join(top, path), content)
}

const print = () => fingerprint(top, ['app', 'lock.json'])

function expectChange(change: () => void) {
  const before = print()
  change()
  expect(print()).not.toBe(before)
}

function expectNoChange(change: () => void) {
  const before = print()
  change()
  expect(print()).toBe(before)
}

describe('the fingerprint of sources', () => {
  it('changes with the content of a file, however deep', () => {
    expectChange(() => write('app/src/deep/pen.ts', 'brush'))
  })

  it('changes with the lock file', () => {
    expectChange(() => write('lock.json', '{"lockfileVersion":3}'))
  })

  it('changes when a file comes, goes, or gets another name', () => {
    expectChange(() => write('app/src/new.ts', ''))
    expectChange(() => rmSync(join(top, 'app/src/new.ts')))
    expectChange(() => renameSync(join(top, 'app/src/main.ts'), join(top, 'app/src/index.ts')))
  })

  it('changes when content moves from one file to the next', () => {
    write('app/a', 'xy')
    write('app/b', 'z')
    expectChange(() => {
      write('app/a', 'x')
      write('app/b', 'yz')
    })
  })

  it('stays when only the times of files change', () => {
    expectNoChange(() => utimesSync(join(top, 'app/src/main.ts'), 1, 1))
  })

  it('stays when tests, built files or installed packages change', () => {
    expectNoChange(() => {
      write('app/src/main.test.ts', 'a test')
      write('app/dist/main.js', 'built')
      write('app/node_modules/x/index.js', 'installed')
    })
  })
})

describe('a built folder', () => {
  it('is stale until marked, and again after its sources change', () => {
    mkdirSync(join(top, 'app/dist'))
    expect(isFresh(join(top, 'app/dist'), print())).toBe(false)
    markFresh(join(top, 'app/dist'), print())
    expect(isFresh(join(top, 'app/dist'), print())).toBe(true)
    write('app/src/main.ts', 'changed')
    expect(isFresh(join(top, 'app/dist'), print())).toBe(false)
  })
})
