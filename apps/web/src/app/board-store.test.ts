import { afterEach, describe, expect, it } from 'vitest'
import {
  addNotice,
  boardStore,
  INITIAL_BOARD_STATE,
  MAX_NOTICES,
  type Notice,
  removeNotice,
} from './board-store.ts'

const shownIds = () => boardStore.getState().notices.map(notice => notice.id)
const joined = (id: string): Notice => ({ kind: 'joined', id, name: id, count: 2 })

afterEach(() => boardStore.setState(INITIAL_BOARD_STATE, true))

describe('notices', () => {
  it('are bounded: the oldest makes room', () => {
    for (let at = 0; at <= MAX_NOTICES; at += 1) addNotice(joined(`${at}`))
    expect(shownIds()).toHaveLength(MAX_NOTICES)
    expect(shownIds()).not.toContain('0')
  })

  it('with the same id are shown once, as the newest', () => {
    addNotice(joined('a'))
    addNotice(joined('b'))
    addNotice({ kind: 'left', id: 'a', name: 'a', count: 1 })
    expect(boardStore.getState().notices.map(notice => notice.kind)).toEqual(['joined', 'left'])
  })

  it('go by id', () => {
    addNotice(joined('a'))
    addNotice(joined('b'))
    removeNotice('a')
    expect(shownIds()).toEqual(['b'])
  })
})
