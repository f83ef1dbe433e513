import { readFileSync } from 'node:fs'
import { CLOSE_REASONS } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { TRANSITIONS } from './state.ts'
import { BoardHarness } from './testing/board-harness.ts'
import { DEFAULT_TIMING } from './timing.ts'

const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const readme = textOf('../README.md')
const hasRow = (...cells: string[]) => readme.includes(`\n| ${cells.join(' | ')} |`)

describe('the README', () => {
  it('shows the example as it is run', () => {
    expect(readme).toContain(`\`\`\`ts\n${textOf('../examples/draw.ts')}\`\`\`\n`)
  })

  it('has the picture of the states as the code has it', () => {
    const picture = /```\n( {9}try[^`]*)```/.exec(readme)?.[1] ?? 'none'
    const drawn = picture.split('\n').slice(0, 4)
    for (const line of drawn) expect(textOf('./state.ts')).toContain(line.trim())
  })

  it.each(Object.values(TRANSITIONS).map(({ to }) => to))('names the state %s', kind => {
    expect(readme).toContain(`| \`${kind}\` |`)
  })

  it.each(Object.keys(new BoardHarness().told))('explains the event %s', name => {
    expect(readme).toMatch(new RegExp(`\\n\\| (\`[a-z-]+\`, )?\`${name}\`(, \`[a-z-]+\`)? \\| `))
  })

  it.each(Object.entries(CLOSE_REASONS))('says what follows from %s', (name, reason) => {
    const tried = reason.retry ? 'yes' : 'no'
    expect(hasRow(`\`${name}\``, `${reason.code}`, tried, reason.sentence)).toBe(true)
  })

  it('lists no close reason that is no more', () => {
    expect(readme.match(/^\| `[a-z-]+` \| \d{4} \|/gm)?.length).toBe(
      Object.keys(CLOSE_REASONS).length,
    )
  })

  it.each(Object.entries(DEFAULT_TIMING))('names the default of %s', (name, ms) => {
    expect(readme).toContain(`\n| \`${name}\` | ${ms.toLocaleString('en')} | `)
  })
})
