// Any colour, by hue, saturation and lightness, or by its hex code. Three sliders rather than a square, so that
// keyboard and touch reach every colour alike.

import { useEffect, useState } from 'react'
import { type Hsl, hexToRgb, hslToRgb, type Rgb, rgbToHex, rgbToHsl } from '../app/color-space.ts'
import type { InkColor } from '../app/ink-style.ts'
import { paletteColor } from '../app/palette.ts'
import { panelStore } from '../app/panel-store.ts'
import { colorPickerWords } from '../i18n/en-color-picker.ts'
import { addEnglish } from '../i18n/translations.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTheme } from '../theme/theme.ts'
import { Slider } from './slider.tsx'
import './color-picker.css'
import './text-field.css'

addEnglish(colorPickerWords)

type Props = {
  readonly color: InkColor
  readonly onChoose: (color: InkColor) => void
  readonly onEscape: () => void
}

const HUES = 'linear-gradient(to right, #f00, #ff0, #0f0, #0ff, #00f, #f0f, #f00)'

export default function ColorPicker({ color, onChoose, onEscape }: Props) {
  const { t } = useTranslation()
  useEscape(onEscape)
  const rgb = useRgb(color)
  // Kept apart from the colour: grey has no hue of its own, yet the slider must stay where it was put.
  const [hsl, setHsl] = useState<Hsl>(() => rgbToHsl(rgb))
  const shown = rgbToHex(hslToRgb(hsl)) === rgbToHex(rgb) ? hsl : rgbToHsl(rgb)
  const choose = (change: Partial<Hsl>) => {
    const next = { ...shown, ...change }
    setHsl(next)
    onChoose({ kind: 'rgb', ...hslToRgb(next) })
  }
  const { h, s, l } = shown
  const percent = (value: number) => t('style.percent', { percent: value })
  return (
    <div className="color-picker">
      <Slider
        label={t('color.hue')}
        shown={`${h}°`}
        value={h}
        min={0}
        max={359}
        track={HUES}
        onChange={value => choose({ h: value })}
      />
      <Slider
        label={t('color.saturation')}
        shown={percent(s)}
        value={s}
        min={0}
        max={100}
        track={`linear-gradient(to right, hsl(${h} 0% ${l}%), hsl(${h} 100% ${l}%))`}
        onChange={value => choose({ s: value })}
      />
      <Slider
        label={t('color.lightness')}
        shown={percent(l)}
        value={l}
        min={0}
        max={100}
        track={`linear-gradient(to right, #000, hsl(${h} ${s}% 50%), #fff)`}
        onChange={value => choose({ l: value })}
      />
      <HexField rgb={rgb} onEnter={entered => onChoose({ kind: 'rgb', ...entered })} />
    </div>
  )
}

/**
 * Wherever the focus is: a touch leaves it nowhere. Heard before the shortcuts are, so that the sheet around the
 * picker stays; a panel that lies above has the key for itself.
 */
function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { openPanel } = panelStore.getState()
      const isAbove = openPanel !== null && openPanel !== 'style'
      if (event.key !== 'Escape' || event.isComposing || isAbove) return
      event.preventDefault()
      onEscape()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onEscape])
}

/** The colour to start from: a colour of the palette as it looks now. */
function useRgb(color: InkColor): Rgb {
  const theme = useTheme()
  if (color.kind === 'rgb') return color
  return hexToRgb(paletteColor(color.index, theme)) ?? { r: 0, g: 0, b: 0 }
}

type HexProps = { readonly rgb: Rgb; readonly onEnter: (rgb: Rgb) => void }

function HexField({ rgb, onEnter }: HexProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<string | null>(null)
  return (
    <label className="hex-field">
      <span>{t('color.hex')}</span>
      <input
        className="text-field"
        data-testid="hex"
        value={draft ?? rgbToHex(rgb)}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        dir="ltr"
        maxLength={7}
        aria-invalid={draft !== null && hexToRgb(draft) === null}
        onChange={event => {
          setDraft(event.currentTarget.value)
          const entered = hexToRgb(event.currentTarget.value)
          if (entered !== null) onEnter(entered)
        }}
        onBlur={() => setDraft(null)}
      />
    </label>
  )
}
