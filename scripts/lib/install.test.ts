import { describe, expect, it } from 'vitest'
import { missingPackages } from './install.mjs'
import { nodeComplaint } from './node-version.mjs'

const ws = { version: '8.23.0', integrity: 'sha512-a' }
const lockOf = (packages: object) => ({ packages: { '': { version: '0.1.0' }, ...packages } })

describe('what is missing from node_modules', () => {
  it('is nothing when every package is there in its version', () => {
    const lock = lockOf({ 'node_modules/ws': ws })
    expect(missingPackages(lock, { packages: { 'node_modules/ws': ws } })).toEqual([])
  })

  it('is a package that is absent, or there in another version or with other content', () => {
    const lock = lockOf({ 'node_modules/a': ws, 'node_modules/b': ws, 'node_modules/c': ws })
    const packages = {
      'node_modules/b': { ...ws, version: '8.22.0' },
      'node_modules/c': { ...ws, integrity: 'sha512-b' },
    }
    expect(missingPackages(lock, { packages })).toHaveLength(3)
  })

  it('is not a package for another platform', () => {
    const lock = lockOf({ 'node_modules/fsevents': { ...ws, optional: true } })
    expect(missingPackages(lock, { packages: {} })).toEqual([])
  })
})

describe('the Node version', () => {
  it.each(['v20.19.0', 'v20.20.2', 'v22.1.0', 'v24.0.0'])('%s will do', version => {
    expect(nodeComplaint(version, '>=20.19')).toBeNull()
  })

  it.each(['v18.20.4', 'v20.9.0', 'v20.18.3'])('%s is refused, naming both versions', version => {
    expect(nodeComplaint(version, '>=20.19')).toContain(`20.19 or newer; this is ${version}`)
  })
})
