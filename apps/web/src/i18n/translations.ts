// Starts i18next and changes its language. English ships with the app; the others are loaded when they are asked for.

import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en, type Translation } from './en.ts'
import { LANGUAGES, type Language } from './languages.ts'

const NAMESPACE = 'app'

const LOADERS: Readonly<Record<Language, () => Promise<Translation>>> = {
  en: () => Promise.resolve(en),
  'zh-CN': () => import('./zh-CN.ts').then(module => module.zhCN),
}

export const translations: i18n = createInstance()

/** Resolves when the first sentence can be shown; a language that does not arrive leaves English. */
export async function startTranslations(language: Language): Promise<void> {
  await translations.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: NAMESPACE,
    ns: [NAMESPACE],
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { [NAMESPACE]: en } },
    // React escapes; doing it twice would show entities in names.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await showLanguage(language)
}

/** Also tells the page, so that hyphenation, speech and reading direction follow. */
export async function showLanguage(language: Language): Promise<void> {
  if (!translations.hasResourceBundle(language, NAMESPACE)) {
    const bundle = await LOADERS[language]().catch(() => null)
    if (bundle === null) return
    translations.addResourceBundle(language, NAMESPACE, bundle)
  }
  await translations.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = LANGUAGES.find(({ id }) => id === language)?.direction ?? 'ltr'
}
