// What may happen to a board, each a command that does the same whenever it is run in the same world.

import { clearPage, eraseObjects } from '@inkroom/document'
import type { Op } from '@inkroom/protocol'
import fc from 'fast-check'
import type { DiskMode } from './journal-medium.ts'
import type { Direction } from './memory-link.ts'
import type { ModelTab } from './model-tab.ts'
import type { KillOptions, ModelWorld } from './model-world.ts'

const MOST_TABS = 5

type Act = (world: ModelWorld) => void | Promise<void>

/** Nothing is modelled but the world itself: the rules are asked for at the end. */
class Command implements fc.AsyncCommand<object, ModelWorld> {
  private readonly name: string
  private readonly act: Act

  constructor(name: string, act: Act) {
    this.name = name
    this.act = act
  }

  check(): boolean {
    return true
  }

  async run(_model: object, world: ModelWorld): Promise<void> {
    await this.act(world)
  }

  toString(): string {
    return this.name
  }
}

/** A command of some drawn values, which are its name as well: a run that failed can be read. */
function command<T>(
  name: string,
  values: fc.Arbitrary<T>,
  act: (world: ModelWorld, value: T) => void | Promise<void>,
) {
  return values.map(
    value => new Command(`${name} ${JSON.stringify(value)}`, world => act(world, value)),
  )
}

const which = fc.nat(MOST_TABS - 1)
const person = fc.integer({ min: 1, max: 3 })
const bodyBytes = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 600, max: 3000 }))

function submit(tab: ModelTab, ops: readonly Op[]): void {
  if (ops.length > 0) tab.submit(ops)
}

export function draw(tab: ModelTab, length: number): void {
  const n = tab.minter.next()
  tab.objects.push({ n, length })
  const body = new Uint8Array(length).fill(n)
  submit(tab, [{ kind: 'create', n, page: 0, parent: null, body, last: false }])
}

function grow(tab: ModelTab, length: number): void {
  const object = tab.objects.at(-1)
  if (object === undefined) return draw(tab, length)
  const { n, length: at } = object
  object.length += length
  submit(tab, [
    { kind: 'extend', n, at, body: new Uint8Array(length).fill(n), last: length % 5 === 0 },
  ])
}

function erase(tab: ModelTab, pick: number): void {
  const ids = [...tab.document.idsInOrder()]
  const id = ids[pick % Math.max(1, ids.length)]
  if (id !== undefined) submit(tab, eraseObjects(tab.document, [id]))
}

/** The page goes, and another one opens: of the same person, or of somebody else in the same browser. */
export async function reload(world: ModelWorld, at: number, by: number | null): Promise<void> {
  const tab = world.tab(at)
  await world.endTab(tab, 'quit')
  world.openTab(by ?? tab.by)
}

async function crash(world: ModelWorld, at: number): Promise<void> {
  if (world.openTabs.length > 1) await world.endTab(world.tab(at), 'crash')
}

const drawing = [
  command('draw', fc.tuple(which, bodyBytes), (world, [at, length]) => draw(world.tab(at), length)),
  command('grow', fc.tuple(which, bodyBytes), (world, [at, length]) => grow(world.tab(at), length)),
  command('erase', fc.tuple(which, fc.nat(9)), (world, [at, pick]) => erase(world.tab(at), pick)),
  command('clear', which, (world, at) => {
    const tab = world.tab(at)
    submit(tab, clearPage(tab.document, 0))
  }),
  command('undo', which, (world, at) => {
    const tab = world.tab(at)
    tab.document.history.undo(tab.submit)
  }),
  command('redo', which, (world, at) => {
    const tab = world.tab(at)
    tab.document.history.redo(tab.submit)
  }),
]

const people = [
  command('open', person, (world, by) => {
    if (world.openTabs.length < MOST_TABS) world.openTab(by)
  }),
  command('duplicate', which, (world, at) => {
    if (world.openTabs.length < MOST_TABS) world.openTab(world.tab(at).by)
  }),
  command('reload', fc.tuple(which, fc.option(person)), (world, [at, by]) => reload(world, at, by)),
  command('crash', which, crash),
  command('store full', fc.boolean(), (world, is) => {
    world.store.isFull = is
  }),
  command('roll silent', fc.boolean(), (world, is) => {
    world.store.isRollSilent = is
  }),
  command('suspend', which, (world, at) => world.tab(at).client.suspend()),
  command('connect', which, (world, at) => world.tab(at).client.connect()),
  command('retry', which, (world, at) => world.tab(at).client.retryNow()),
  command('forbid', fc.tuple(person, fc.boolean()), (world, [by, is]) =>
    world.setForbidden(by, is),
  ),
]

const links = [
  command('cut', fc.tuple(which, fc.boolean()), (world, [at, losesUp]) => {
    for (const link of world.linksOf(world.tab(at))) link.cut({ losesUp })
  }),
  command('black hole', which, (world, at) => {
    for (const link of world.linksOf(world.tab(at))) link.darken()
  }),
  command('stall', fc.tuple(which, fc.boolean()), (world, [at, is]) => {
    for (const link of world.linksOf(world.tab(at))) link.isStalled = is
  }),
  command(
    'deliver',
    fc.tuple(which, fc.constantFrom<Direction>('up', 'down'), fc.integer({ min: 1, max: 6 })),
    async (world, [at, direction, pieces]) => {
      for (const link of world.linksOf(world.tab(at))) link.flush(direction, pieces)
      await world.turn()
    },
  ),
]

const time = [
  command('settle', fc.constant('all'), world => world.settle()),
  command('pass', fc.constantFrom(40, 300, 1500, 6000, 25_000), (world, ms) => world.pass(ms)),
]

const killing: fc.Arbitrary<KillOptions> = fc.record({
  hasHeld: fc.boolean(),
  losesDown: fc.boolean(),
  back: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 12 })),
})

const server = [
  command('disk', fc.constantFrom<DiskMode>('open', 'held', 'held', 'full'), (world, mode) =>
    world.medium.setMode(mode),
  ),
  command('kill', killing, (world, options) => world.kill(options)),
  command('start', fc.constant('again'), world => world.start()),
]

/** Drawing and time come more often than faults: what is not drawn cannot be lost. */
const all = [...drawing, ...drawing, ...time, ...time, ...links, ...people, ...server]

export const schedules = fc.commands<object, ModelWorld, false>(all, {
  maxCommands: 60,
  size: '+1',
})
