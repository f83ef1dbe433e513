import { describe, expect, it } from 'vitest'
import { MAX_RECENT_BOARDS } from './preferences.ts'
import { type KeyValueStorage, PREFERENCES_KEY } from './preferences-storage.ts'
import {
  createPreferencesStore,
  notePen,
  recordVisit,
  restyleTool,
  toggleEraserMode,
  togglePenMode,
  wasVisitedBefore,
} from './preferences-store.ts'

function memoryStorage(text?: string): KeyValueStorage & { readonly text: () => string } {
  let stored = text ?? null
  return {
    getItem: key => (key === PREFERENCES_KEY ? stored : null),
    setItem: (_, value) => {
      stored = value
    },
    text: () => stored ?? '',
  }
}

const open = (storage: KeyValueStorage | null, languageWishes: readonly string[] = ['en-GB']) =>
  createPreferencesStore({ storage, random: () => 0, languageWishes })

describe('preferences', () => {
  it('make up a name and a colour on the first visit and keep them for the next', () => {
    const storage = memoryStorage()
    const first = open(storage).getState()
    expect(first.personName).toBe('Amber Badger')
    const next = createPreferencesStore({ storage, random: () => 0.99, languageWishes: ['en'] })
    expect(next.getState()).toEqual(first)
  })

  it('speak the first language of the browser that there is', () => {
    expect(open(null, ['fr', 'zh-TW', 'en']).getState().language).toBe('zh-CN')
    expect(open(null, ['fr']).getState().language).toBe('en')
  })

  it('come back as they were chosen', () => {
    const storage = memoryStorage()
    const store = open(storage)
    store.setState({ theme: 'dark', language: 'zh-CN', showsCursors: false, personColor: 7 })
    toggleEraserMode(store)
    restyleTool(store, 'pen', { color: { kind: 'rgb', r: 9, g: 8, b: 7 }, width: 12 })
    recordVisit(store, { id: 'a', title: 'A', visitedAtMs: 5 })
    expect(open(storage).getState()).toEqual(store.getState())
  })

  it('know the boards that were visited', () => {
    const storage = memoryStorage()
    recordVisit(open(storage), { id: 'a', title: 'A', visitedAtMs: 5 })
    const later = open(storage).getState()
    expect(['a', 'b'].map(id => wasVisitedBefore(later, id))).toEqual([true, false])
  })

  it('turn the eraser to parts of strokes and back', () => {
    const store = open(null)
    const modes = [1, 2].map(() => {
      toggleEraserMode(store)
      return store.getState().eraserMode
    })
    expect(modes).toEqual(['part', 'stroke'])
  })

  it('restyle one tool and leave the others', () => {
    const store = open(null)
    const before = store.getState().toolStyles
    restyleTool(store, 'pen', { width: 48 })
    const after = store.getState().toolStyles
    expect(after.pen).toEqual({ ...before.pen, width: 48 })
    expect(after.highlighter).toEqual(before.highlighter)
  })

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    [
      'wrong fields',
      JSON.stringify({
        theme: 'pink',
        language: 'xx',
        personName: ' ',
        personColor: 99,
        showsCursors: 'yes',
        penMode: true,
        eraserMode: 'all',
        toolStyles: {
          pen: { color: { kind: 'palette', index: -1 }, width: 4, opacity: 1 },
          highlighter: { color: { kind: 'rgb', r: 256, g: 0, b: 0 }, width: 4, opacity: 1 },
          eraser: { color: { kind: 'palette', index: 0 }, width: 1e9, opacity: 0 },
        },
        recentBoards: [{ id: 1 }, null],
      }),
    ],
  ])('read %s as the defaults', (_, text) => {
    expect(open(memoryStorage(text)).getState()).toEqual(open(null).getState())
  })

  it('keep a style from before there was a stabiliser', () => {
    const color = { kind: 'palette', index: 3 } as const
    const text = JSON.stringify({ toolStyles: { pen: { color, width: 12, opacity: 0.5 } } })
    const { pen } = open(memoryStorage(text)).getState().toolStyles
    expect(pen).toEqual({ color, width: 12, opacity: 0.5, stabilizer: 0, widthBySpeed: false })
  })

  it('keep the good fields beside a bad one', () => {
    const text = JSON.stringify({ theme: 'dark', personColor: 'red' })
    const { theme, personColor } = open(memoryStorage(text)).getState()
    expect({ theme, personColor }).toEqual({ theme: 'dark', personColor: 2 })
  })

  it('hold for the page where the browser keeps nothing', () => {
    const closed: KeyValueStorage = {
      getItem: () => {
        throw new Error('closed')
      },
      setItem: () => {
        throw new Error('full')
      },
    }
    const store = open(closed)
    store.setState({ theme: 'dark' })
    expect(store.getState().theme).toBe('dark')
  })
})

describe('pen mode', () => {
  it('is turned on by the first pen, and kept for the next visit', () => {
    const storage = memoryStorage()
    const store = open(storage)
    expect(store.getState().penMode).toBe('unseen')
    notePen(store)
    expect(open(storage).getState().penMode).toBe('on')
  })

  it('that a person turned off is not turned on by a pen again, not even at the next visit', () => {
    const storage = memoryStorage()
    const store = open(storage)
    notePen(store)
    togglePenMode(store)
    notePen(store)
    expect(store.getState().penMode).toBe('off')
    const next = open(storage)
    notePen(next)
    expect(next.getState().penMode).toBe('off')
    togglePenMode(next)
    expect(next.getState().penMode).toBe('on')
  })
})

describe('recent boards', () => {
  it('are listed once each, the last visited first', () => {
    const store = open(null)
    for (const [at, id] of ['a', 'b', 'a'].entries()) {
      recordVisit(store, { id, title: id, visitedAtMs: at })
    }
    expect(store.getState().recentBoards.map(board => [board.id, board.visitedAtMs])).toEqual([
      ['a', 2],
      ['b', 1],
    ])
  })

  it('are bounded: the board visited longest ago is forgotten', () => {
    const store = open(null)
    for (let at = 0; at <= MAX_RECENT_BOARDS; at += 1) {
      recordVisit(store, { id: `${at}`, title: '', visitedAtMs: at })
    }
    const ids = store.getState().recentBoards.map(board => board.id)
    expect(ids).toHaveLength(MAX_RECENT_BOARDS)
    expect(ids).not.toContain('0')
  })
})
