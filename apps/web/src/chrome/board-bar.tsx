// Top left: the menu, the name of the board, and whether what was drawn is saved.

import { Menu } from 'lucide-react'
import { useTranslation } from '../i18n/use-translation.ts'
import { BoardTitle } from './board-title.tsx'
import { IconButton } from './icon-button.tsx'
import { onDemand } from './on-demand.tsx'
import { OnDemandPanel } from './on-demand-panel.tsx'
import { SaveIndicator } from './save-indicator.tsx'
import './board-bar.css'

const loadMenu = () => import('./main-menu.tsx')
const MainMenu = onDemand(loadMenu)

export function BoardBar() {
  const { t } = useTranslation()
  return (
    <div className="bar board-bar" role="group" aria-label={t('bar.board')}>
      <OnDemandPanel
        id="menu"
        panel={MainMenu}
        preload={loadMenu}
        button={
          <IconButton data-testid="menu" aria-haspopup="menu" icon={Menu} label={t('menu.open')} />
        }
      />
      <div className="board-identity">
        <BoardTitle />
        <SaveIndicator />
      </div>
    </div>
  )
}
