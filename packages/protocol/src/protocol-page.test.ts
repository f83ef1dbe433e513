// PROTOCOL.md says what the code does: its tables name every number, and the tests cite rules it has.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CLOSE_REASONS } from './close-reasons.ts'
import { EPHEMERAL_KINDS } from './ephemeral-body.ts'
import { BRUSHES } from './ink-header.ts'
import * as limits from './limits.ts'
import { FIELDS, OBJECT_KINDS } from './object-body.ts'
import { REFUSAL_NUMBERS } from './refusals.ts'
import { hexOf, WIRE_SAMPLES } from './testing/wire-samples.ts'
import { PROTOCOL_VERSION } from './version.ts'

const page = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8')
const rowsOfPage = page
  .split('\n')
  .filter(line => line.startsWith('| '))
  .map(line => line.split('|').map(cell => cell.trim()))

/** Whether a table has a row that begins with these cells. */
const hasRow = (...cells: readonly string[]): boolean =>
  rowsOfPage.some(row => cells.every((cell, i) => row[i + 1] === cell))

const firstBytes = (kind: string): [string, number][] =>
  WIRE_SAMPLES.filter(({ name }) => name.startsWith(`${kind} `)).map(({ name, bytes }) => [
    name.slice(kind.length + 1, name.indexOf(':')),
    bytes[0] ?? -1,
  ])

describe('PROTOCOL.md names', () => {
  it.each([...firstBytes('up'), ...firstBytes('down')])('the frame %s, type %i', (name, type) => {
    expect(hasRow(`0x${type.toString(16).padStart(2, '0')}`, name)).toBe(true)
  })

  it.each(firstBytes('op'))('the op %s', (name, head) => {
    expect(hasRow(String(head & 7), name)).toBe(true)
  })

  it.each(Object.entries(CLOSE_REASONS))('the close reason %s', (name, { code, retry }) => {
    expect(hasRow(String(code), name, retry ? 'yes' : 'no')).toBe(true)
  })

  it.each(Object.entries(REFUSAL_NUMBERS))('the refusal %s', (name, number) => {
    expect(hasRow(String(number), name)).toBe(true)
  })

  it.each(Object.entries(limits))('the limit %s', (name, value) => {
    expect(hasRow(name, String(value))).toBe(true)
  })

  it.each(Object.entries({ ...OBJECT_KINDS, ...EPHEMERAL_KINDS, ...FIELDS }))(
    'the number of %s',
    (name, number) => {
      expect(hasRow(`${number} ${name}`)).toBe(true)
    },
  )

  it('the brushes, by their numbers', () => {
    expect(page).toContain(`(${BRUSHES.map((brush, i) => `${i} ${brush}`).join(', ')})`)
  })

  it('no number that the code has not', () => {
    const closes = rowsOfPage.filter(row => /^[14]\d{3}$/.test(row[1] ?? ''))
    const frames = rowsOfPage.filter(row => /^0x[0-9a-f]{2}$/.test(row[1] ?? ''))
    const types = new Set([...firstBytes('up'), ...firstBytes('down')].map(([, type]) => type))
    expect(closes.length).toBe(Object.keys(CLOSE_REASONS).length)
    expect(frames.length).toBe(types.size)
  })

  it('this version', () => {
    expect(page).toContain(`Version ${PROTOCOL_VERSION};`)
  })

  it('only bytes that are golden in its walks', () => {
    const walks = page.slice(page.indexOf('## 10.'))
    const spans = Array.from(walks.matchAll(/`([0-9a-f]{6,})`/g), match => match[1])
    expect(spans.length).toBeGreaterThan(1)
    const golden = new Set(WIRE_SAMPLES.map(hexOf))
    expect(spans.filter(span => span === undefined || !golden.has(span))).toEqual([])
  })
})

describe('the tests of this package', () => {
  it('cite rules that PROTOCOL.md has', () => {
    const sources = readdirSync(new URL('.', import.meta.url), {
      recursive: true,
      encoding: 'utf8',
    })
    const cited = sources
      .filter(path => path.endsWith('.test.ts'))
      .map(path => readFileSync(new URL(path, import.meta.url), 'utf8'))
      // [G…] are promises of the whole, and stand elsewhere.
      .flatMap(text => text.match(/\[[A-FH-Z]\d+\]/g) ?? [])
    expect(cited.length).toBeGreaterThan(10)
    expect(cited.filter(rule => !page.includes(`**${rule}**`))).toEqual([])
  })
})
