// The words for components, which render again when another language is shown. i18next's own binding for React can do
// much that nothing here asks for, and weighs as much in the first load as all that paints tiles.

import type { TFunction } from 'i18next'
import { useSyncExternalStore } from 'react'
import { translations } from './translations.ts'

export interface Words {
  readonly t: TFunction
  /** As in the page's `lang`, for `Intl`. */
  readonly language: string
}

const wordsOf = (language: string): Words => ({ t: translations.getFixedT(language), language })

let words = wordsOf(translations.language)

translations.on('languageChanged', language => {
  words = wordsOf(language)
})

function subscribe(onChange: () => void): () => void {
  translations.on('languageChanged', onChange)
  return () => translations.off('languageChanged', onChange)
}

export function useTranslation(): Words {
  return useSyncExternalStore(subscribe, () => words)
}
