// Readers in a process of their own: they join, read until they have everything, and tell how long it took.

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { SECRET_BYTES } from '@inkroom/protocol'
import { answerAs } from './child-program.ts'
import { LatencyHistogram } from './latency-histogram.ts'
import { type BatchName, OrderReader, type PenName, Reader } from './reader.ts'
import { joinThin, type Place } from './thin-member.ts'
import type { ThinSocket } from './thin-socket.ts'

/** Joins at once: a crowd that comes in one moment is not what is measured. */
const JOINING = 50
/** Until the last batches count as lost. */
const PATIENCE_MS = 10_000

interface Crowd {
  readonly place: Place
  readonly count: number
}

/** By pen and counter − 1: when the batch's newest point was made; NaN where it is not to count. */
export type SentMs = ReadonlyMap<PenName, Float64Array>

export interface Tally {
  readonly counts: Uint32Array
  /** Of all readers together. */
  readonly arrived: number
  /** Of all readers together, those that brought batches. */
  readonly frames: number
  /** Readers whose connection ended. */
  readonly lost: number
}

let order: OrderReader | null = null
let readers: Reader[] = []
let sockets: ThinSocket[] = []

async function joinOne(place: Place): Promise<void> {
  const reader = order === null ? new OrderReader(place) : new Reader(place)
  if (reader instanceof OrderReader) order = reader
  readers.push(reader)
  sockets.push(await joinThin(place, randomBytes(SECRET_BYTES), reader))
}

async function join({ place, count }: Crowd): Promise<void> {
  for (let joined = 0; joined < count; joined += JOINING) {
    const some = Math.min(JOINING, count - joined)
    await Promise.all(Array.from({ length: some }, () => joinOne(place)))
  }
}

const hasAll = (batches: number) => readers.every(({ count, isLost }) => isLost || count >= batches)

async function untilAll(batches: number): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS
  while (!hasAll(batches) && performance.now() < endMs) await sleep(10)
}

function sentInOrder(names: readonly BatchName[], sentMs: SentMs): Float64Array {
  return Float64Array.from(
    names,
    ({ pen, counter }) => sentMs.get(pen)?.[counter - 1] ?? Number.NaN,
  )
}

function addReader(histogram: LatencyHistogram, sentMs: Float64Array, reader: Reader): void {
  let place = 0
  reader.counts.forEach((count, frame) => {
    const readMs = reader.timesMs[frame] ?? Number.NaN
    for (; place < count; place += 1) {
      const ms = readMs - (sentMs[place] ?? Number.NaN)
      if (!Number.isNaN(ms)) histogram.add(ms)
    }
  })
}

async function tally({ sentMs, batches }: { sentMs: SentMs; batches: number }): Promise<Tally> {
  await untilAll(batches)
  const histogram = new LatencyHistogram()
  const ordered = sentInOrder(order?.order ?? [], sentMs)
  for (const reader of readers) addReader(histogram, ordered, reader)
  return {
    counts: histogram.counts,
    arrived: readers.reduce((sum, { count }) => sum + count, 0),
    frames: readers.reduce((sum, { counts }) => sum + counts.length, 0),
    lost: readers.filter(({ isLost }) => isLost).length,
  }
}

function leave(): void {
  for (const socket of sockets) socket.close()
  order = null
  readers = []
  sockets = []
}

const answers = { join, tally, leave }

export type ReadersAnswers = typeof answers

answerAs(answers)
