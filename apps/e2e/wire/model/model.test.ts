import type * as zlib from 'node:zlib'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import type { Disk } from './journal-medium.ts'
import { draw, reload, schedules } from './model-commands.ts'
import { faultsOf } from './model-rules.ts'
import { ModelWorld } from './model-world.ts'

// Compressing in a thread of its own would end at any time; here it ends in the same turn, always.
vi.mock('node:zlib', async original => {
  const real = await original<typeof zlib>()
  type Done = (error: Error | null, result: Buffer) => void
  return {
    ...real,
    deflateRaw: (data: Uint8Array, options: zlib.ZlibOptions, done: Done) =>
      queueMicrotask(() => done(null, real.deflateRawSync(data, options))),
  }
})

const RUNS = process.env['INKROOM_ALL'] ? 3000 : 200
/** One in five is on SQLite, which takes ten times as long. */
const disks = fc.nat(4).map((n): Disk => (n === 4 ? 'sqlite' : 'memory'))

async function faultsAfter(
  disk: Disk,
  happen: (world: ModelWorld) => Promise<void>,
): Promise<string[]> {
  const world = await ModelWorld.open(disk)
  try {
    await happen(world)
    await world.rest()
    return await faultsOf(world)
  } finally {
    await world.close()
  }
}

it(`[G1] [G2] [G3] [G4] [G5] [G11] whatever happens to people, pages, links, disk and server, all end with the log, each batch once, in ${RUNS} schedules`, async () => {
  await fc.assert(
    fc.asyncProperty(disks, schedules, async (disk, commands) => {
      const happen = (real: ModelWorld) => fc.asyncModelRun(() => ({ model: {}, real }), commands)
      expect(await faultsAfter(disk, happen)).toEqual([])
    }),
    { numRuns: RUNS, endOnFailure: false },
  )
}, 1_800_000)

it('[G4] what a backup loses is lost where a page held it alone, put aside while another sent it', async () => {
  const happen = async (world: ModelWorld) => {
    draw(world.tab(0), 600)
    world.tab(0).client.suspend()
    world.openTab(1)
    await world.settle()
    await world.kill({ hasHeld: false, losesDown: false, back: 1 })
    await reload(world, 0, null)
    await world.settle()
  }
  expect(await faultsAfter('memory', happen)).toEqual([])
})

it('[G4] what a backup loses is lost where another tab has sent what the page drew behind it, too', async () => {
  const happen = async (world: ModelWorld) => {
    for (const isFirst of [true, false]) {
      draw(world.tab(0), 600)
      world.tab(0).client.suspend()
      await world.start()
      world.openTab(1)
      await world.settle()
      if (isFirst) await world.kill({ hasHeld: false, losesDown: false, back: 1 })
    }
  }
  expect(await faultsAfter('memory', happen)).toEqual([])
})
