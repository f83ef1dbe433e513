import { beforeEach, expect, it } from 'vitest'
import { boardStore, INITIAL_BOARD_STATE } from '../app/board-store.ts'
import { CodeOnDemand } from '../app/code-on-demand.ts'
import { awaitedTool } from './awaited-tool.ts'
import { at, ToolBench } from './testing/tool-bench.ts'
import type { BeginTool, ToolContext } from './tool-behaviour.ts'

let heard: string[] = []
let cameraX = 0
let late: (() => void)[] = []
let come: (code: { begin: BeginTool } | null) => Promise<void>
let tool: BeginTool

/** Says what is done, and over which place of the board. */
const begin: BeginTool = (context, first) => {
  const placeOf = (xPx: number) => `${xPx + context.camera().x}`
  heard.push(`down ${placeOf(first.xPx)}`)
  return {
    move: samples => heard.push(`move ${samples.map(({ xPx }) => placeOf(xPx)).join(' ')}`),
    up: () => heard.push('up'),
    discard: () => heard.push('discard'),
    ownStroke: () => null,
  }
}

const context = (): ToolContext =>
  new ToolBench().context({
    camera: () => ({ x: cameraX, y: 0, zoom: 1 }),
    whenFree: run => late.push(run),
  })
const noticed = () => boardStore.getState().notices
const free = () => {
  for (const run of late.splice(0)) run()
}

beforeEach(() => {
  heard = []
  late = []
  cameraX = 0
  boardStore.setState(INITIAL_BOARD_STATE)
  let settle = (_found: { begin: BeginTool } | null) => {}
  const loading = new Promise<{ begin: BeginTool }>((resolve, reject) => {
    settle = found => (found === null ? reject(new Error('no network')) : resolve(found))
  })
  const code = new CodeOnDemand(() => loading)
  tool = awaitedTool(code)
  come = async found => {
    settle(found)
    await code.want()
  }
})

it('begins at once where its code is there', async () => {
  tool(context(), at(1, 0, 0)).discard()
  await come({ begin })
  tool(context(), at(2, 0, 0)).up()
  expect(heard).toEqual(['down 2', 'up'])
})

it('does what the pen did while its code came, and goes on with it', async () => {
  const gesture = tool(context(), at(1, 0, 0))
  gesture.move([at(2, 0, 1), at(3, 0, 2)])
  gesture.move([at(4, 0, 3)])
  expect(heard).toEqual([])
  await come({ begin })
  gesture.move([at(5, 0, 4)])
  gesture.up()
  expect(heard).toEqual(['down 1', 'move 2 3', 'move 4', 'move 5', 'up'])
})

it('does it where it was done, though the board was moved since', async () => {
  const gesture = tool(context(), at(1, 0, 0))
  cameraX = 100
  gesture.move([at(2, 0, 1)])
  cameraX = 200
  await come({ begin })
  gesture.move([at(3, 0, 2)])
  expect(heard).toEqual(['down 1', 'move 102', 'move 203'])
})

it('does a whole gesture late, and not in the midst of another', async () => {
  const gesture = tool(context(), at(1, 0, 0))
  gesture.move([at(2, 0, 1)])
  gesture.up()
  await come({ begin })
  expect(heard).toEqual([])
  free()
  expect(heard).toEqual(['down 1', 'move 2', 'up'])
})

it('does nothing of what was discarded', async () => {
  const gesture = tool(context(), at(1, 0, 0))
  gesture.discard()
  await come({ begin })
  free()
  expect(heard).toEqual([])
})

it('is told of where its code cannot be loaded, and a gesture later loads it', async () => {
  let hasNetwork = false
  const load = () => (hasNetwork ? Promise.resolve({ begin }) : Promise.reject(new Error('gone')))
  const code = new CodeOnDemand(load)
  const again = awaitedTool(code)
  again(context(), at(1, 0, 0)).discard()
  expect(await code.want()).toBeNull()
  expect(noticed()).toEqual([])
  again(context(), at(2, 0, 0)).up()
  expect(await code.want()).toBeNull()
  expect(noticed()).toMatchObject([{ kind: 'error', reason: 'code-failed' }])
  hasNetwork = true
  const gesture = again(context(), at(3, 0, 0))
  expect(await code.want()).not.toBeNull()
  gesture.up()
  expect(heard).toEqual(['down 3', 'up'])
})

it('does nothing where its code cannot be loaded', async () => {
  const [held, lifted] = [tool(context(), at(1, 0, 0)), tool(context(), at(2, 0, 0))]
  lifted.up()
  await come(null)
  held.move([at(3, 0, 1)])
  held.up()
  free()
  expect(heard).toEqual([])
})
