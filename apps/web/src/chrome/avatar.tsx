// A person as a disc in their colour with their initials; dimmed while they are away.

import { readableOn } from '../app/contrast.ts'
import { paletteColor } from '../app/palette.ts'
import { initialsOf } from '../app/person-name.ts'
import { useTheme } from '../theme/theme.ts'
import './avatar.css'

type Props = { readonly name: string; readonly color: number; readonly isIdle: boolean }

export function Avatar({ name, color, isIdle }: Props) {
  const ground = paletteColor(color, useTheme())
  return (
    <span
      className="avatar"
      data-idle={isIdle}
      aria-hidden="true"
      style={{ backgroundColor: ground, color: readableOn(ground) }}
    >
      {initialsOf(name)}
    </span>
  )
}
