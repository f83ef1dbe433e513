// The languages there are, and which of them a browser asks for. To add one: a file beside en.ts and a line here
// and in translations.ts.

export const LANGUAGES = [
  { id: 'en', ownName: 'English', direction: 'ltr' },
  { id: 'zh-CN', ownName: '简体中文', direction: 'ltr' },
] as const satisfies readonly { id: string; ownName: string; direction: 'ltr' | 'rtl' }[]

export type Language = (typeof LANGUAGES)[number]['id']

/** The first wish that we speak, by its primary subtag; English otherwise. */
export function matchLanguage(wishes: readonly string[]): Language {
  const spoken = wishes.flatMap(wish => {
    const primary = wish.toLowerCase().split('-')[0]
    return LANGUAGES.filter(language => language.id.toLowerCase().split('-')[0] === primary)
  })
  return spoken[0]?.id ?? 'en'
}

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some(language => language.id === value)
}
