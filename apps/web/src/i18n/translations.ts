// Starts i18next and changes its language. English ships with the app, or with the panel that shows it; the others are
// loaded when they are asked for.

import { createInstance, type i18n } from 'i18next'
import { type English, en, type Translation } from './en.ts'
import { LANGUAGES, type Language } from './languages.ts'

const NAMESPACE = 'app'

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  'zh-CN': () => import('./zh-CN.ts').then(module => module.zhCN),
}

export const translations: i18n = started()

function started(): i18n {
  const instance = createInstance()
  // All it begins with is here, so it is ready when this returns.
  void instance.init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: NAMESPACE,
    ns: [NAMESPACE],
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { [NAMESPACE]: en } },
    // React escapes; doing it twice would show entities in names.
    interpolation: { escapeValue: false },
  })
  return instance
}

/** For a panel that loads on demand, before it shows its own words. The files of other languages hold them all. */
export function addEnglish(words: Partial<English>): void {
  translations.addResourceBundle('en', NAMESPACE, words)
}

/**
 * Resolves when it is shown; one that does not arrive leaves what was there. Also tells the page, so that
 * hyphenation, speech and reading direction follow.
 */
export async function showLanguage(language: Language): Promise<void> {
  if (language !== 'en' && !translations.hasResourceBundle(language, NAMESPACE)) {
    const bundle = await LOADERS[language]().catch(() => null)
    if (bundle === null) return
    translations.addResourceBundle(language, NAMESPACE, bundle)
  }
  await translations.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = LANGUAGES.find(({ id }) => id === language)?.direction ?? 'ltr'
}
