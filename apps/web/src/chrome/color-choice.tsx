// The twelve colours of the palette as radio buttons, and the door to any other colour.

import type { Brush } from '@inkroom/protocol'
import { Pipette } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { type InkColor, isSameColor } from '../app/ink-style.ts'
import { inkCssColor, PALETTE } from '../app/palette.ts'
import { chordLabel } from '../commands/key-chord.ts'
import { platform } from '../commands/platform.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTheme } from '../theme/theme.ts'
import { OnDemand, onDemand } from './on-demand.tsx'
import './color-choice.css'

const ColorPicker = onDemand(() => import('./color-picker.tsx'))

type Props = { readonly color: InkColor; readonly onChoose: (color: InkColor) => void }
type SwatchProps = Props & { readonly brush: Brush }

export function ColorChoice({ color, onChoose, brush }: SwatchProps) {
  return (
    <div className="color-choice">
      <Swatches color={color} onChoose={onChoose} brush={brush} />
      <CustomColor color={color} onChoose={onChoose} />
    </div>
  )
}

function Swatches({ color, onChoose, brush }: SwatchProps) {
  const { t } = useTranslation()
  const group = useId()
  const theme = useTheme()
  return (
    <div className="swatches" role="radiogroup" aria-label={t('style.color')}>
      {PALETTE.map(({ nameKey }, index) => {
        const own: InkColor = { kind: 'palette', index }
        return (
          <input
            key={nameKey}
            className="swatch"
            type="radio"
            name={group}
            data-testid={`color-${index}`}
            aria-label={t(nameKey)}
            data-tooltip={t(nameKey)}
            data-tooltip-keys={index < 9 ? chordLabel(`${index + 1}`, platform) : undefined}
            style={{ backgroundColor: inkCssColor(own, theme, brush) }}
            checked={isSameColor(color, own)}
            onChange={() => onChoose(own)}
          />
        )
      })}
    </div>
  )
}

function CustomColor({ color, onChoose }: Props) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const theme = useTheme()
  const close = () => {
    setIsOpen(false)
    // What had the focus is gone.
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="custom-color"
        data-testid="custom-color"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {color.kind === 'rgb' ? (
          <span className="custom-dot" style={{ background: inkCssColor(color, theme) }} />
        ) : (
          <Pipette aria-hidden="true" size={16} strokeWidth={1.75} />
        )}
        {t('color.custom')}
      </button>
      {isOpen && (
        <OnDemand onFailure={close}>
          <ColorPicker color={color} onChoose={onChoose} onEscape={close} />
        </OnDemand>
      )}
    </>
  )
}
