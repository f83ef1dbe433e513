// Words in a file of their own are there wherever they are used, and nowhere before.

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { colorPickerWords } from './en-color-picker.ts'
import { helpWords } from './en-help.ts'
import { menuWords } from './en-menu.ts'
import { peopleWords } from './en-people.ts'
import { recentBoardsWords } from './en-recent-boards.ts'
import { trayWords } from './en-tray.ts'

const SOURCE = fileURLToPath(new URL('..', import.meta.url))
const FILES = {
  'i18n/en-help.ts': helpWords,
  'i18n/en-tray.ts': trayWords,
  'i18n/en-menu.ts': menuWords,
  'i18n/en-people.ts': peopleWords,
  'i18n/en-recent-boards.ts': recentBoardsWords,
  'i18n/en-color-picker.ts': colorPickerWords,
}

const read = (path: string) => readFileSync(join(SOURCE, path), 'utf8')

/** The modules of the app that come with one, as the bundler finds them. */
function comesWith(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  const imports = read(path).matchAll(/^(?:import|export)\s(?!type\b)[^']*'(\.[^']+\.tsx?)'/gm)
  for (const [, found = ''] of imports) comesWith(join(dirname(path), found), seen)
  return seen
}

const first = comesWith('main.tsx')

function loadedLater(): readonly string[] {
  const found = new Set<string>()
  const look = (modules: ReadonlySet<string>) => {
    for (const module of modules) {
      for (const [, path = ''] of read(module).matchAll(/\bimport\('(\.[^']+)'\)/g)) {
        const entry = join(dirname(module), path)
        if (found.has(entry)) continue
        found.add(entry)
        look(comesWith(entry))
      }
    }
  }
  look(first)
  return [...found]
}

/** The words, and what begins a template that makes some, as `refused.${reason}` does. */
function usesSome(module: string, words: object): boolean {
  const text = read(module)
  return Object.keys(words).some(key => {
    const base = key.replace(/_(one|other)$/, '')
    return text.includes(`'${base}'`) || text.includes(`"${base}"`) || usesTemplate(text, key)
  })
}

function usesTemplate(text: string, key: string): boolean {
  const family = key.slice(0, key.indexOf('.') + 1)
  return text.includes(`t(\`${family}\${`)
}

describe.each(Object.entries(FILES))('%s', (file, words) => {
  const users = (modules: ReadonlySet<string>) =>
    [...modules]
      .filter(module => module !== file && !module.startsWith('i18n/zh'))
      .filter(module => usesSome(module, words))

  it('is no part of the first load, and nothing there uses its words', () => {
    expect(first.size).toBeGreaterThan(50)
    expect(first.has(file)).toBe(false)
    expect(users(first)).toEqual([])
  })

  it('comes with whatever is loaded later and uses them', () => {
    const using = loadedLater().filter(entry => users(comesWith(entry)).length > 0)
    expect(using).not.toEqual([])
    expect(using.filter(entry => !comesWith(entry).has(file))).toEqual([])
  })
})
