import { type AuthorId, ProtocolError, type RoomId } from '@inkroom/protocol'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { Journal } from './journal.ts'
import { Metrics } from './metrics.ts'

// Ids are branded text; these stand for any.
const who = { room: '00' as RoomId, author: '01' as AuthorId }
const joined = { ...who, person: '02' as never }

type Event = readonly [what: string, tell: (journal: Journal) => void, metric: string]

/** Each event, and the line of /metrics that it changes. */
const EVENTS: readonly Event[] = [
  [
    'a resume',
    journal => journal.joined({ ...joined, mode: 'resumed', result: 'resumed' }),
    'entries_total{result="resumed"} 1',
  ],
  [
    'a snapshot for one from below the floor',
    journal => journal.joined({ ...joined, mode: 'snapshot', result: 'below-floor' }),
    'entries_total{result="below-floor"} 1',
  ],
  [
    'a snapshot for one with another history',
    journal => journal.joined({ ...joined, mode: 'snapshot', result: 'other-history' }),
    'entries_total{result="other-history"} 1',
  ],
  ['a gap', journal => journal.gap(who), 'gaps_total 1'],
  ['a divergence', journal => journal.diverged(who), 'heals_total 1'],
  ['a slow reader', journal => journal.fellBehind(who), 'behind_total 1'],
  [
    'a slow close',
    journal => journal.connectionEnded('too-slow'),
    'closes_total{reason="too-slow"} 1',
  ],
  ['a slowed down sender', journal => journal.paused(), 'paused_total 1'],
  ['a commit', journal => journal.committed(0.001), 'commit_seconds_count 1'],
  [
    'a refusal',
    journal => journal.batchEnded(who, { kind: 'refused', refusal: 'board-full' }),
    'refusals_total{reason="board-full"} 1',
  ],
  [
    'a refused upgrade',
    journal => journal.upgradeRefused(429),
    'upgrades_refused_total{status="429"} 1',
  ],
  [
    'a full disk',
    journal => journal.storageEntered({ kind: 'full', sinceMs: 0 }),
    'storage_state{state="full"} 1',
  ],
  [
    'a failed disk',
    journal => journal.storageEntered({ kind: 'failed', error: new Error('x') }),
    'storage_state{state="failed"} 1',
  ],
  ['the end', journal => journal.draining(3), 'draining 1'],
  ['a mistake', journal => journal.failed(new Error('x')), 'errors_total 1'],
  ['a read behind the ring', journal => journal.storageRead(), 'feed_storage_reads_total 1'],
]

function setUp() {
  const lines: string[] = []
  const logger = pino({ level: 'trace' }, { write: line => void lines.push(line) })
  const metrics = new Metrics({ connections: () => 0, rooms: () => 0 })
  return { lines, metrics, journal: new Journal(metrics, logger) }
}

test.each(EVENTS)('[G19] %s is one number more and one line', async (_what, tell, metric) => {
  const { lines, metrics, journal } = setUp()
  tell(journal)
  const text = await metrics.registry.metrics()
  expect(text.split('\n')).toContain(`inkroom_${metric}`)
  expect(lines).toHaveLength(1)
})

test('[G19] a frame that cannot be read is counted by the end of its connection alone', async () => {
  const { lines, metrics, journal } = setUp()
  const before = await metrics.registry.getSingleMetricAsString('inkroom_closes_total')
  journal.unreadable(new ProtocolError('range', 'too much'))
  expect(await metrics.registry.getSingleMetricAsString('inkroom_closes_total')).toBe(before)
  expect(lines).toHaveLength(1)
})
