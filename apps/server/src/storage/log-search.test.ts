import { batchDigestOf, encodeLogPart } from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { ANNA, BERT, batchOf } from '../testing/batches.ts'
import { LogSearch } from './log-search.ts'
import type { RoomLog, StoredPart } from './storage.ts'

/** Seqs 1 … 100, Anna's and Bert's by turns, in parts of ten; counts how often it is read from the start. */
function recordedLog() {
  const entries = Array.from({ length: 100 }, (_, at) => ({
    ...batchOf(at % 2 === 0 ? ANNA : BERT, (at >> 1) + 1),
    seq: at + 1,
  }))
  const hash = '00'.repeat(8) as never
  const parts: StoredPart[] = Array.from({ length: 10 }, (_, n) => ({
    first: n * 10 + 1,
    last: n * 10 + 10,
    before: hash,
    hash,
    bytes: encodeLogPart(entries.slice(n * 10, n * 10 + 10)),
  }))
  let walks = 0
  const log: Pick<RoomLog, 'read'> = {
    read: async afterSeq => {
      if (afterSeq === 0) walks += 1
      return parts.filter(({ last }) => last > afterSeq).slice(0, 1)
    },
  }
  return { log, walks: () => walks }
}

test('[G2] batches that left memory are found, or known never to have been', async () => {
  const { log } = recordedLog()
  const search = new LogSearch(log)
  const [found, never] = await Promise.all([
    search.find({ author: BERT.author, counter: 50 }),
    search.find({ author: BERT.author, counter: 51 }),
  ])
  const digest = batchDigestOf(batchOf(BERT, 50).bytes)
  expect(found).toEqual({ kind: 'logged', seq: 100, digest })
  expect(never).toBeNull()
})

test('[G17] however many are asked for at once, the log is walked over once, and once more for later ones', async () => {
  const { log, walks } = recordedLog()
  const search = new LogSearch(log)
  const ask = (counter: number) => search.find({ author: ANNA.author, counter })
  const first = Array.from({ length: 40 }, (_, n) => ask(n + 1))
  await first[0]
  const later = Promise.all([ask(45), ask(46), ask(99)])
  expect((await Promise.all(first)).map(ended => ended?.kind === 'logged' && ended.seq)).toEqual(
    Array.from({ length: 40 }, (_, n) => 2 * n + 1),
  )
  expect((await later).map(ended => ended !== null)).toEqual([true, true, false])
  expect(walks()).toBe(2)
})

test('one walk that fails fails its own questions alone', async () => {
  const { log } = recordedLog()
  let fails = true
  const search = new LogSearch({
    read: (...args) =>
      fails ? Promise.reject(new Error('the disk is on fire')) : log.read(...args),
  })
  await expect(search.find({ author: ANNA.author, counter: 1 })).rejects.toThrow('on fire')
  fails = false
  expect(await search.find({ author: ANNA.author, counter: 1 })).toMatchObject({ seq: 1 })
})
