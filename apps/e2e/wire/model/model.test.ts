import type * as zlib from 'node:zlib'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import type { Disk } from './journal-medium.ts'
import { schedules } from './model-commands.ts'
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
  commands: Iterable<fc.AsyncCommand<object, ModelWorld>>,
): Promise<string[]> {
  const world = await ModelWorld.open(disk)
  try {
    await fc.asyncModelRun(() => ({ model: {}, real: world }), commands)
    await world.rest()
    return await faultsOf(world)
  } finally {
    await world.close()
  }
}

it(`[G1] [G2] [G3] [G4] [G5] [G11] whatever happens to people, pages, links, disk and server, all end with the log, each batch once, in ${RUNS} schedules`, async () => {
  await fc.assert(
    fc.asyncProperty(disks, schedules, async (disk, commands) => {
      expect(await faultsAfter(disk, commands)).toEqual([])
    }),
    { numRuns: RUNS, endOnFailure: false },
  )
}, 1_800_000)
