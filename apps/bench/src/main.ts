// npm run bench: what Inkroom costs, beside a yardstick in the same run. Figures of a shared machine are
// good for ratios, not for records.

import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { measureCodec } from './codec-speed.ts'
import { measureCommit } from './commit-time.ts'
import { measureDelivery } from './delivery.ts'
import { measureEraseHit } from './erase-hit.ts'
import { measureEraseMoves } from './erase-move.ts'
import { measureFanOut } from './fan-out.ts'
import { measureIdle } from './idle-memory.ts'
import { measureJoin } from './join-time.ts'
import { measureLatency } from './latency.ts'
import { readOptions, type Section, USAGE } from './options.ts'
import { measureOutlineGrowth } from './outline-growth.ts'
import { measurePaint } from './paint.ts'
import { type BenchContext, type Figure, formatFigures } from './report.ts'
import { measureServedJoin } from './served-join.ts'
import { measureSmoothing } from './smoothing-lag.ts'
import { measureWire } from './wire-bytes.ts'

const MEASURES: Readonly<Record<Section, (context: BenchContext) => Figure[] | Promise<Figure[]>>> =
  {
    codec: measureCodec,
    erase: context => [...measureEraseHit(context), ...measureEraseMoves(context)],
    smoothing: measureSmoothing,
    wire: measureWire,
    join: measureJoin,
    latency: measureLatency,
    delivery: measureDelivery,
    'fan-out': measureFanOut,
    idle: measureIdle,
    'served-join': measureServedJoin,
    paint: measurePaint,
    outline: measureOutlineGrowth,
    commit: measureCommit,
  }

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === null) return console.log(USAGE)
  const { sections, jsonPath, seed, seconds, profileDir } = options
  const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`
  console.log(`${machine}, seed ${seed}`)
  const { INK_DIR: inkDir, CHROMIUM_PATH: chromiumPath } = process.env
  const context: BenchContext = { seed, seconds, profileDir, inkDir, chromiumPath }
  const figures: Figure[] = []
  for (const section of sections) {
    const found = await MEASURES[section](context)
    console.log(formatFigures(found))
    figures.push(...found)
  }
  if (jsonPath !== null) {
    writeFileSync(jsonPath, `${JSON.stringify({ machine, seed, figures }, null, 2)}\n`)
  }
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
