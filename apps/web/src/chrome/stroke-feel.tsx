// How a tool follows the hand: the part of the style panel that is felt and not seen.

import type { Brush } from '@inkroom/protocol'
import type { ToolStyle } from '../app/ink-style.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Slider } from './slider.tsx'
import { Switch } from './switch.tsx'

type Props = {
  readonly style: ToolStyle
  readonly brush: Brush
  readonly onChange: (change: Partial<ToolStyle>) => void
}

export function StrokeFeel({ style, brush, onChange }: Props) {
  const { t } = useTranslation()
  const stabilizerPercent = Math.round(style.stabilizer * 100)
  return (
    <>
      <Slider
        testId="stabilizer-slider"
        label={t('style.stabilizer')}
        shown={t('style.percent', { percent: stabilizerPercent })}
        value={stabilizerPercent}
        min={0}
        max={100}
        step={5}
        onChange={percent => onChange({ stabilizer: percent / 100 })}
      />
      {brush === 'pen' && (
        <Switch
          testId="width-by-speed"
          label={t('style.widthBySpeed')}
          hint={t('style.widthBySpeedHint')}
          isOn={style.widthBySpeed}
          onChange={widthBySpeed => onChange({ widthBySpeed })}
        />
      )}
    </>
  )
}
