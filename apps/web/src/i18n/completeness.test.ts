import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CLOSE_REASONS } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vitest/node'
import { type English, en as pageWords } from './en.ts'
import { colorPickerWords } from './en-color-picker.ts'
import { helpWords } from './en-help.ts'
import { menuWords } from './en-menu.ts'
import { peopleWords } from './en-people.ts'
import { recentBoardsWords } from './en-recent-boards.ts'
import { trayWords } from './en-tray.ts'
import { LANGUAGES } from './languages.ts'
import { zhCN } from './zh-CN.ts'

const SOURCE = fileURLToPath(new URL('..', import.meta.url))
const en: English = {
  ...pageWords,
  ...helpWords,
  ...trayWords,
  ...menuWords,
  ...peopleWords,
  ...recentBoardsWords,
  ...colorPickerWords,
}
const translations = { en, 'zh-CN': zhCN } satisfies Record<
  (typeof LANGUAGES)[number]['id'],
  Record<string, string>
>

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter(path => /\.tsx?$/.test(path) && !/\.test\.|\/testing\/|^i18n\/|preview\.tsx$/.test(path))
  .map(path => ({ path, text: readFileSync(`${SOURCE}/${path}`, 'utf8') }))

const baseKey = (key: string) => key.replace(/_(one|other)$/, '')
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1])

describe('the English sentences', () => {
  it('are all used, by their key or by a template that makes it', () => {
    const all = sources.map(({ text }) => text).join('\n')
    // t(`blocked.${reason}.why`) uses every key of that shape.
    const templates = [...all.matchAll(/`([a-z]+\.[^`]*\$\{[^`]*)`/g)].map(
      match =>
        new RegExp(`^${(match[1] ?? '').replaceAll('.', '\\.').replace(/\$\{.*?\}/g, '[\\w-]+')}$`),
    )
    const isUsed = (key: string) =>
      all.includes(`'${key}'`) || templates.some(template => template.test(key))
    expect(
      Object.keys(en)
        .map(baseKey)
        .filter(key => !isUsed(key)),
    ).toEqual([])
  })

  it('say why for every close reason after which nothing is tried again', () => {
    const final = Object.entries(CLOSE_REASONS).filter(([, reason]) => !reason.retry)
    const missing = final.filter(([name]) => !(`blocked.${name}.why` in en))
    expect(missing).toEqual([])
  })
})

describe.each(LANGUAGES.filter(language => language.id !== 'en'))('$ownName', ({ id }) => {
  const texts: Readonly<Record<string, string>> = translations[id]

  it('has every sentence, in every plural form of its own, and no other', () => {
    const forms = new Intl.PluralRules(id).resolvedOptions().pluralCategories
    const expected = Object.keys(en).flatMap(key => {
      const isPlural = /_(one|other)$/.test(key)
      return isPlural ? forms.map(form => `${baseKey(key)}_${form}`) : [key]
    })
    expect(new Set(Object.keys(texts))).toEqual(new Set(expected))
  })

  it('fills in the same values', () => {
    const english: Readonly<Record<string, string>> = en
    const differing = Object.keys(texts).filter(key => {
      const [ours, theirs] = [texts[key], english[key]].map(text => placeholders(text ?? ''))
      return JSON.stringify(ours?.toSorted()) !== JSON.stringify(theirs?.toSorted())
    })
    expect(differing).toEqual([])
  })
})

describe('the components', () => {
  it('show no words but those of a translation', () => {
    const found = sources
      .filter(({ path }) => path.endsWith('.tsx'))
      .flatMap(({ path, text }) => untranslated(text).map(words => `${path}: ${words}`))
    expect(found).toEqual([])
  })

  it('would be caught showing some', () => {
    expect(untranslated('const a = <p>Hello {name}</p>')).toEqual(['Hello'])
    expect(untranslated('const a = <b aria-label="Close" />')).toEqual(['Close'])
    expect(untranslated("const a = <p title={'Shut'}>{'now' + b}</p>")).toEqual(['Shut', 'now'])
    expect(untranslated('const a = <p className="big">{count} ×</p>')).toEqual([])
    expect(untranslated("const a = <p>{t('people.alone')}</p>")).toEqual([])
  })
})

const SPOKEN = [
  'aria-label',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'label',
  'data-tooltip',
]

/** Words in JSX that do not come out of a call: text, text in braces, attributes that are shown or read out. */
function untranslated(source: string): string[] {
  const words: string[] = []
  walk(parseAst(source, { lang: 'tsx' }), node => {
    if (node['type'] === 'JSXText') words.push(String(node['value']))
    if (node['type'] === 'JSXExpressionContainer') words.push(...literals(node['expression']))
    if (node['type'] !== 'JSXAttribute') return true
    if (SPOKEN.includes(attributeName(node))) words.push(...literals(node['value']))
    return false
  })
  return words.map(text => text.trim()).filter(text => /\p{L}{2}/u.test(text))
}

type SyntaxNode = Readonly<Record<string, unknown>>

/** Visits the tree from above; where `look` returns false, what is below is left out. */
function walk(value: unknown, look: (node: SyntaxNode) => boolean): void {
  if (Array.isArray(value)) for (const item of value) walk(item, look)
  else if (isNode(value) && look(value)) for (const field of Object.values(value)) walk(field, look)
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null
}

function attributeName({ name }: SyntaxNode): string {
  return isNode(name) ? String(name['name']) : ''
}

/** String literals in an expression, but for the arguments of calls and what is only compared. */
function literals(expression: unknown): string[] {
  const found: string[] = []
  walk(expression, node => {
    if (node['type'] === 'Literal' && typeof node['value'] === 'string') found.push(node['value'])
    const isComparison = node['type'] === 'BinaryExpression' && node['operator'] !== '+'
    return !isComparison && !String(node['type']).match(/^(Call|JSX(?!Expression))/)
  })
  return found
}
