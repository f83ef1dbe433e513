// A labelled switch for something that is on or off at once.

import './switch.css'

type Props = {
  readonly label: string
  /** A sentence for the tooltip. */
  readonly hint: string
  readonly isOn: boolean
  readonly testId: string
  readonly onChange: (isOn: boolean) => void
}

export function Switch({ label, hint, isOn, testId, onChange }: Props) {
  return (
    <label className="switch-row" data-tooltip={hint}>
      {label}
      <input
        type="checkbox"
        role="switch"
        className="switch"
        data-testid={testId}
        aria-label={label}
        aria-description={hint}
        checked={isOn}
        onChange={event => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}
