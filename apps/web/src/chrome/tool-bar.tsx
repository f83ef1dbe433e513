// The tools, one button each, made from the registry; on a board that can only be looked at, the sentence that says so.

import { Settings2 } from 'lucide-react'
import { useBoard } from '../app/board-store.ts'
import { inkCssColor } from '../app/palette.ts'
import { closePanel, openPanel, useIsPanelOpen } from '../app/panel-store.ts'
import { usePreferences } from '../app/preferences-store.ts'
import { chooseTool, useActiveTool } from '../app/tool-store.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTheme } from '../theme/theme.ts'
import { brushOf, TOOLS, type ToolId, toolById } from '../tools/registry.ts'
import { IconButton } from './icon-button.tsx'

export function ToolBar() {
  const { t } = useTranslation()
  const isReadOnly = useBoard(state => state.isReadOnly)
  const active = useActiveTool()
  if (isReadOnly) return <p className="bar bar-tools read-only">{t('board.readOnly')}</p>
  return (
    <div className="bar bar-tools" role="toolbar" aria-label={t('bar.tools')}>
      {TOOLS.map(tool => (
        <IconButton
          key={tool.id}
          data-testid={`tool-${tool.id}`}
          icon={tool.icon}
          label={t(tool.labelKey)}
          shortcuts={[tool.shortcut]}
          aria-pressed={tool.id === active}
          onClick={() => chooseTool(tool.id)}
        />
      ))}
      <StyleToggle tool={active} />
    </div>
  )
}

/**
 * On phones the style panel is a sheet, and this opens it: a dot in the colour of the ink, or an icon where there is
 * no ink. Its place stays for tools without a panel, or the buttons after it would move under the thumb.
 */
function StyleToggle({ tool }: { readonly tool: ToolId }) {
  const { t } = useTranslation()
  const isOpen = useIsPanelOpen('style')
  const { color } = usePreferences(state => state.toolStyles[tool])
  const theme = useTheme()
  const { options } = toolById(tool)
  const hasPanel = options !== 'none'
  const toggle = () => (isOpen ? closePanel('style') : openPanel('style'))
  return (
    <button
      type="button"
      className="icon-button style-toggle"
      data-testid="style-toggle"
      aria-label={t(options === 'eraser' ? 'eraser.options' : 'style.open')}
      aria-expanded={isOpen && hasPanel}
      style={hasPanel ? undefined : { visibility: 'hidden' }}
      onClick={toggle}
    >
      {options === 'ink' ? (
        <span
          className="style-dot"
          style={{ background: inkCssColor(color, theme, brushOf(tool)) }}
        />
      ) : (
        <Settings2 aria-hidden="true" size={18} strokeWidth={1.75} />
      )}
    </button>
  )
}
