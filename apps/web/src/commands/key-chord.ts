// A shortcut as text ('Mod+Shift+Z'), matched against a keydown and shown as people know it.
// Mod is Cmd on a Mac and Ctrl elsewhere.

export type Platform = 'mac' | 'other'

export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'
>

type Chord = {
  readonly key: string
  readonly mod: boolean
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
}

export function detectPlatform(userAgent: string): Platform {
  return /Mac|iPhone|iPad/.test(userAgent) ? 'mac' : 'other'
}

export function matchesChord(text: string, press: KeyPress, platform: Platform): boolean {
  const chord = parseChord(text)
  return matchesKey(chord, press) && matchesModifiers(chord, press, platform)
}

function parseChord(text: string): Chord {
  // The plus key itself is written as the last part: 'Mod++' ends in an empty part.
  const parts = text === '+' ? ['+'] : text.split('+').map(part => (part === '' ? '+' : part))
  const modifiers = new Set(parts.slice(0, -1))
  return {
    key: parts.at(-1) ?? '',
    mod: modifiers.has('Mod'),
    ctrl: modifiers.has('Ctrl'),
    shift: modifiers.has('Shift'),
    alt: modifiers.has('Alt'),
  }
}

function matchesKey({ key, shift }: Chord, press: KeyPress): boolean {
  // With Shift a digit's `key` is a sign that differs by layout ('!' or '"'), but its place does not.
  if (shift && /^\d$/.test(key)) return press.code === `Digit${key}`
  return latinKey(press).toUpperCase() === key.toUpperCase()
}

/** Layouts of other scripts have no P: there the key at the place of P on a Latin keyboard counts. */
function latinKey({ key, code }: KeyPress): string {
  const isOtherScript = key.length === 1 && key > '~'
  return isOtherScript && code.startsWith('Key') ? code.slice('Key'.length) : key
}

function matchesModifiers(chord: Chord, press: KeyPress, platform: Platform): boolean {
  const isMac = platform === 'mac'
  const ctrl = chord.ctrl || (chord.mod && !isMac)
  const meta = chord.mod && isMac
  // A sign ('?', '+', '[') may need Shift or Alt on some layouts: the sign is what was meant.
  const isSign = !/^[a-z0-9]$/i.test(chord.key) && chord.key.length === 1 && chord.key !== ' '
  const isShiftRight = isSign || press.shiftKey === chord.shift
  const isAltRight = isSign ? !chord.alt || press.altKey : press.altKey === chord.alt
  return press.ctrlKey === ctrl && press.metaKey === meta && isShiftRight && isAltRight
}

/** The names of the keys to press, for people: ['⇧', '⌘', 'Z'] or ['Ctrl', 'Shift', 'Z']. */
export function chordKeyNames(text: string, platform: Platform): readonly string[] {
  const { key, mod, ctrl, shift, alt } = parseChord(text)
  const isMac = platform === 'mac'
  const names = [
    (mod && !isMac) || ctrl ? (isMac ? '⌃' : 'Ctrl') : '',
    alt ? (isMac ? '⌥' : 'Alt') : '',
    shift ? (isMac ? '⇧' : 'Shift') : '',
    mod && isMac ? '⌘' : '',
    key === '-' ? '−' : key,
  ]
  return names.filter(name => name !== '')
}

/** One line for a tooltip: '⇧⌘Z' or 'Ctrl+Shift+Z'. */
export function chordLabel(text: string, platform: Platform): string {
  return chordKeyNames(text, platform).join(platform === 'mac' ? '' : '+')
}

/** The same for assistive technology, as `aria-keyshortcuts` wants it. */
export function ariaKeyShortcuts(shortcuts: readonly string[], platform: Platform): string {
  const mod = platform === 'mac' ? 'Meta' : 'Control'
  return shortcuts
    .map(text =>
      text
        .replace('Mod', mod)
        .replace('Ctrl', 'Control')
        .replace(/\+\+$|^\+$/, 'Plus'),
    )
    .join(' ')
}
