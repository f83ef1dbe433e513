// A square button with an icon: named for assistive technology, with a tooltip that shows its shortcut.

import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { ariaKeyShortcuts, chordLabel } from '../commands/key-chord.ts'
import { platform } from '../commands/platform.ts'
import './icon-button.css'

type Props = Omit<ComponentProps<'button'>, 'children' | 'disabled'> & {
  readonly icon: LucideIcon
  readonly label: string
  readonly shortcuts?: readonly string[]
  readonly isDisabled?: boolean
}

export function IconButton({ icon: Icon, label, shortcuts = [], isDisabled, ...rest }: Props) {
  const { className, onClick, ...attributes } = rest
  return (
    <button
      type="button"
      aria-label={label}
      // Not `disabled`: the focus would fall off the button when, say, the last undo is done.
      aria-disabled={isDisabled}
      {...describeShortcuts(label, shortcuts)}
      {...attributes}
      className={['icon-button', className].filter(Boolean).join(' ')}
      onClick={event => {
        if (isDisabled !== true) onClick?.(event)
      }}
    >
      <Icon aria-hidden="true" size={18} strokeWidth={1.75} />
    </button>
  )
}

/** The attributes that the tooltip layer and assistive technology read. */
export function describeShortcuts(label: string, shortcuts: readonly string[]) {
  const [first] = shortcuts
  if (first === undefined) return { 'data-tooltip': label }
  return {
    'data-tooltip': label,
    'data-tooltip-keys': chordLabel(first, platform),
    'aria-keyshortcuts': ariaKeyShortcuts(shortcuts, platform),
  }
}
