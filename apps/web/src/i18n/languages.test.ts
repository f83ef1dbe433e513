import { describe, expect, it } from 'vitest'
import { isLanguage, matchLanguage } from './languages.ts'

describe('the language', () => {
  it.each([
    [['en-GB', 'zh-CN'], 'en'],
    [['zh'], 'zh-CN'],
    [['zh-Hans-SG'], 'zh-CN'],
    [['fr-FR', 'ZH-cn'], 'zh-CN'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('for wishes %j is %s', (wishes, language) => {
    expect(matchLanguage(wishes)).toBe(language)
  })

  it('is one of those there are', () => {
    expect([isLanguage('en'), isLanguage('zh-CN'), isLanguage('fr'), isLanguage(null)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
