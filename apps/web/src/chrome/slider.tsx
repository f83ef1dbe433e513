// A labelled slider over numbers, with its value in words beside the label.

import { type CSSProperties, useId } from 'react'
import './slider.css'

type Props = {
  readonly label: string
  /** The value as people read it: '4 px'. */
  readonly shown: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  /** A CSS gradient for what the slider runs through; a filled track otherwise. */
  readonly track?: string
  readonly testId?: string
  readonly onChange: (value: number) => void
}

export function Slider({
  label,
  shown,
  value,
  min,
  max,
  step = 1,
  track,
  testId,
  onChange,
}: Props) {
  const id = useId()
  const filledPercent = ((value - min) / (max - min)) * 100
  return (
    <div className="slider">
      <label className="slider-label" htmlFor={id}>
        <span>{label}</span>
        <span className="slider-value">{shown}</span>
      </label>
      <input
        id={id}
        className="slider-input"
        type="range"
        data-testid={testId}
        data-track={track === undefined ? 'filled' : 'given'}
        style={trackStyle(filledPercent, track)}
        aria-label={label}
        aria-valuetext={shown}
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={event => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  )
}

function trackStyle(filledPercent: number, track: string | undefined): CSSProperties {
  const properties = { '--filled': `${filledPercent}%`, '--track': track }
  // React passes custom properties on, but its type of `style` knows only the standard ones.
  return properties as CSSProperties
}
