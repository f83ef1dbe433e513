import { describe, expect, it } from 'vitest'
import { resolveTheme } from './theme.ts'

describe('the theme', () => {
  it('follows the system unless one was chosen', () => {
    expect([resolveTheme('system', true), resolveTheme('system', false)]).toEqual(['dark', 'light'])
    expect([resolveTheme('light', true), resolveTheme('dark', false)]).toEqual(['light', 'dark'])
  })
})
