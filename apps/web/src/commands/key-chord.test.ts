import { describe, expect, it } from 'vitest'
import {
  ariaKeyShortcuts,
  chordLabel,
  detectPlatform,
  type KeyPress,
  matchesChord,
} from './key-chord.ts'

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...change,
})

describe('a chord', () => {
  it('takes Mod as Ctrl, and as Cmd on a Mac', () => {
    const ctrl = press('z', { ctrlKey: true })
    const cmd = press('z', { metaKey: true })
    expect([matchesChord('Mod+Z', ctrl, 'other'), matchesChord('Mod+Z', cmd, 'other')]).toEqual([
      true,
      false,
    ])
    expect([matchesChord('Mod+Z', ctrl, 'mac'), matchesChord('Mod+Z', cmd, 'mac')]).toEqual([
      false,
      true,
    ])
  })

  it('needs exactly its modifiers', () => {
    const redo = press('Z', { ctrlKey: true, shiftKey: true })
    expect(matchesChord('Mod+Shift+Z', redo, 'other')).toBe(true)
    expect(matchesChord('Mod+Z', redo, 'other')).toBe(false)
    expect(matchesChord('P', press('p', { ctrlKey: true }), 'other')).toBe(false)
    expect(matchesChord('P', press('p', { altKey: true }), 'other')).toBe(false)
  })

  it('takes a sign however the layout makes it', () => {
    expect(matchesChord('?', press('?', { shiftKey: true }), 'other')).toBe(true)
    expect(matchesChord('[', press('[', { altKey: true }), 'other')).toBe(true)
    expect(matchesChord('+', press('+', { shiftKey: true }), 'other')).toBe(true)
    expect(matchesChord('+', press('+', { ctrlKey: true }), 'other')).toBe(false)
  })

  it('takes Shift with a digit by its place, whatever sign is on it', () => {
    const onGermanKeyboard = press('=', { shiftKey: true, code: 'Digit0' })
    expect(matchesChord('Shift+0', onGermanKeyboard, 'other')).toBe(true)
    expect(matchesChord('1', press('!', { shiftKey: true, code: 'Digit1' }), 'other')).toBe(false)
  })

  it('takes letters by their place on keyboards of other scripts', () => {
    expect(matchesChord('P', press('з', { code: 'KeyP' }), 'other')).toBe(true)
    expect(matchesChord('Mod+Z', press('я', { code: 'KeyZ', ctrlKey: true }), 'other')).toBe(true)
  })

  it('is written as people of the platform know it', () => {
    expect(chordLabel('Mod+Shift+Z', 'mac')).toBe('⇧⌘Z')
    expect(chordLabel('Mod+Shift+Z', 'other')).toBe('Ctrl+Shift+Z')
    expect(chordLabel('+', 'other')).toBe('+')
    expect(ariaKeyShortcuts(['Mod+Z', '+'], 'mac')).toBe('Meta+Z Plus')
    expect(ariaKeyShortcuts(['Ctrl+Y'], 'other')).toBe('Control+Y')
  })

  it('knows a Mac by its browser', () => {
    expect(detectPlatform('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)')).toBe('mac')
    expect(detectPlatform('Mozilla/5.0 (X11; Linux x86_64)')).toBe('other')
  })
})
