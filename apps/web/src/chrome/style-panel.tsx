// How the active tool draws: colour, width, opacity and feel, with a stroke that shows the choice as it will be drawn.
// Beside the board on a desk, a sheet over the tool bar on a phone.

import { type Brush, unreachable } from '@inkroom/protocol'
import { useBoard } from '../app/board-store.ts'
import { MIN_OPACITY, nearestWidthStop, type ToolStyle, WIDTH_STOPS } from '../app/ink-style.ts'
import { inkCssColor } from '../app/palette.ts'
import { useIsPanelOpen } from '../app/panel-store.ts'
import { preferencesStore, restyleTool, usePreferences } from '../app/preferences-store.ts'
import { useActiveTool } from '../app/tool-store.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTheme } from '../theme/theme.ts'
import { brushOf, type ToolId, toolById } from '../tools/registry.ts'
import { ColorChoice } from './color-choice.tsx'
import { EraserPanel } from './eraser-panel.tsx'
import { Slider } from './slider.tsx'
import { StrokeFeel } from './stroke-feel.tsx'
import './style-panel.css'

export function StylePanel() {
  const tool = useActiveTool()
  const isReadOnly = useBoard(state => state.isReadOnly)
  if (isReadOnly) return null
  const { options } = toolById(tool)
  switch (options) {
    case 'ink':
      return <StyleOf tool={tool} />
    case 'eraser':
      return <EraserPanel />
    case 'none':
      return null
    default:
      return unreachable(options)
  }
}

function StyleOf({ tool }: { readonly tool: ToolId }) {
  const { t } = useTranslation()
  const isOpen = useIsPanelOpen('style')
  const style = usePreferences(state => state.toolStyles[tool])
  const restyle = (change: Partial<ToolStyle>) => restyleTool(preferencesStore, tool, change)
  const opacityPercent = Math.round(style.opacity * 100)
  return (
    <section
      className="panel style-panel"
      data-open={isOpen}
      aria-label={t('style.title', { tool: t(toolById(tool).labelKey) })}
    >
      <StrokePreview {...style} brush={brushOf(tool)} />
      <ColorChoice
        color={style.color}
        brush={brushOf(tool)}
        onChoose={color => restyle({ color })}
      />
      <Slider
        testId="width-slider"
        label={t('style.width')}
        shown={t('style.widthValue', { width: style.width })}
        value={nearestWidthStop(style.width)}
        min={0}
        max={WIDTH_STOPS.length - 1}
        onChange={stop => restyle({ width: WIDTH_STOPS[stop] ?? style.width })}
      />
      <Slider
        testId="opacity-slider"
        label={t('style.opacity')}
        shown={t('style.percent', { percent: opacityPercent })}
        value={opacityPercent}
        min={MIN_OPACITY * 100}
        max={100}
        step={5}
        onChange={percent => restyle({ opacity: percent / 100 })}
      />
      <StrokeFeel style={style} brush={brushOf(tool)} onChange={restyle} />
    </section>
  )
}

function StrokePreview({ color, width, opacity, brush }: ToolStyle & { readonly brush: Brush }) {
  const theme = useTheme()
  return (
    // Not scaled with the panel: a width of 4 px is 4 px on the screen.
    <div className="style-preview" aria-hidden="true">
      <svg width="192" height="64">
        <path
          d="M32 40C48 16 66 16 82 32s30 18 44 4 22-18 34-8"
          fill="none"
          stroke={inkCssColor(color, theme, brush)}
          strokeWidth={width}
          strokeOpacity={opacity}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </div>
  )
}
