import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { encodeOps } from '@inkroom/protocol'
import Database from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
import { systemClock } from '../../clock.ts'
import { ANNA, batchOf, readAll } from '../../testing/batches.ts'
import { inlineSqlite } from '../../testing/inline-sqlite.ts'
import { bodyOf, create } from '../../testing/ops.ts'
import { temporaryFolder } from '../../testing/test-server.ts'
import { LogStorage } from '../log-storage.ts'
import { keepAlive } from './kept-alive.ts'

setFlagsFromString('--expose-gc')
// The flag makes it a global of contexts that are new.
const collectGarbage: () => void = runInNewContext('gc')

/** The library's object behind a database makes its statements; they share a prototype, as databases do. */
function prototypes() {
  const database = keepAlive(new Database(':memory:'))
  const statement = keepAlive(database.prepare('SELECT 1'))
  const [hidden] = Object.getOwnPropertySymbols(database)
  const native: unknown = hidden === undefined ? null : Reflect.get(database, hidden)
  return [
    { holder: Object.getPrototypeOf(native), method: 'prepare' },
    { holder: Object.getPrototypeOf(statement), method: 'iterate' },
  ]
}

const made: WeakRef<object>[] = []
const restores = prototypes().map(({ holder, method }) => {
  const original: (...given: unknown[]) => object = Reflect.get(holder, method)
  Reflect.set(holder, method, function note(this: unknown, ...given: unknown[]) {
    const object = Reflect.apply(original, this, given)
    made.push(new WeakRef<object>(object))
    return object
  })
  return () => Reflect.set(holder, method, original)
})

afterAll(() => {
  for (const restore of restores) restore()
})

it('[G17] nothing that the storage makes of SQLite is ever collected: it would end the process', async () => {
  const { medium } = await inlineSqlite(temporaryFolder())
  const storage = new LogStorage({ medium, clock: systemClock, logKeepBytes: 1 })
  const log = await storage.open('board')
  await log.admit(ANNA, 1)
  for (let counter = 1; counter <= 20; counter += 1) {
    const bytes = encodeOps([create(counter, bodyOf(counter, 1000))])
    await log.append({ ...batchOf(ANNA, counter), bytes })
    await log.refuse({ ...batchOf(ANNA, counter), bytes }, 'conflict')
  }
  await readAll(log)
  await log.readRows(0, 1)
  await storage.close()
  expect(made.length).toBeGreaterThan(10)
  // What a weak reference was made of, or asked for, lives to the end of its turn.
  await new Promise(setImmediate)
  collectGarbage()
  expect(made.filter(reference => reference.deref() === undefined)).toEqual([])
})
