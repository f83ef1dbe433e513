// The program on a disk of whose second commit nothing is known: INKROOM_FAILS says whether it is stored
// `before` it fails, or `never`.

import { runProgram, stop } from '../program.ts'
import { readSettings } from '../settings.ts'
import type { RoomCommit } from '../storage/medium.ts'
import { SqliteMedium } from '../storage/sqlite/sqlite-medium.ts'

const reading = readSettings(process.env)
if (reading.kind === 'bad') stop(reading.sentence, 2)
const { settings } = reading
const medium = await SqliteMedium.open(settings.dataDir)
const commit = medium.commit.bind(medium)
let asked = 0

medium.commit = async (commits: readonly RoomCommit[]) => {
  asked += 1
  if (asked !== 2) return commit(commits)
  if (process.env.INKROOM_FAILS === 'before') await commit(commits)
  throw new Error('fsync: Input/output error')
}
await runProgram(settings, { medium })
