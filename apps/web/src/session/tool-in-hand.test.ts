import { beforeEach, expect, it } from 'vitest'
import { boardStore, INITIAL_BOARD_STATE } from '../app/board-store.ts'
import type { ToolGesture } from '../tools/tool-behaviour.ts'
import { ToolInHand } from './tool-in-hand.ts'

let heard: string[] = []
let hand: ToolInHand

const gesture = (name: string, onUp = () => {}): ToolGesture => ({
  move: () => heard.push(`${name} move`),
  up: () => {
    heard.push(`${name} up`)
    onUp()
  },
  discard: () => heard.push(`${name} discard`),
  ownStroke: () => null,
})

beforeEach(() => {
  boardStore.setState(INITIAL_BOARD_STATE, true)
  heard = []
  hand = new ToolInHand({ show: held => heard.push(held === null ? 'blank' : 'shown') })
})

it('is shown and said to draw while it is held', () => {
  hand.take(gesture('a'))
  expect(boardStore.getState().isDrawing).toBe(true)
  hand.up()
  expect(boardStore.getState().isDrawing).toBe(false)
  expect(heard).toEqual(['shown', 'a up', 'blank'])
})

it('ends once, whoever asks for it', () => {
  hand.take(gesture('a', () => hand.up()))
  hand.up()
  hand.up()
  hand.discard()
  expect(heard.filter(each => each.startsWith('a'))).toEqual(['a up'])
})

it('holds one gesture: the one before ends first', () => {
  hand.take(gesture('a'))
  hand.take(gesture('b'))
  hand.discard()
  expect(heard.filter(each => /^[ab] /.test(each))).toEqual(['a up', 'b discard'])
  expect(hand.gesture).toBeNull()
})

it('lets what comes late wait until nothing is held', () => {
  hand.take(gesture('a'))
  hand.whenFree(() => heard.push('late'))
  hand.up()
  expect(heard).toEqual(['shown', 'a up', 'blank', 'late'])
  hand.whenFree(() => heard.push('at once'))
  expect(heard.at(-1)).toBe('at once')
})
