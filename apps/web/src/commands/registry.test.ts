import { describe, expect, it } from 'vitest'
import { TOOLS } from '../tools/registry.ts'
import { COMMANDS } from './registry.ts'

describe('the registries', () => {
  it('give every tool and command an id of its own', () => {
    const ids = [...TOOLS, ...COMMANDS].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('give no shortcut twice', () => {
    const shortcuts = [
      ...TOOLS.map(tool => tool.shortcut as string),
      ...COMMANDS.flatMap(command => command.shortcuts),
    ]
    expect(new Set(shortcuts).size).toBe(shortcuts.length)
  })
})
