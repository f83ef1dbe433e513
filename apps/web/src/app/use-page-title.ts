// The title of the browser's tab: the board's name.

import { useEffect } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useBoard } from './board-store.ts'

export function usePageTitle(): void {
  const { t } = useTranslation()
  const title = useBoard(state => state.title)
  useEffect(() => {
    document.title = title === '' ? t('app.name') : t('app.pageTitle', { title })
  }, [title, t])
}
