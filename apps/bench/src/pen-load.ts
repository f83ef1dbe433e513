// One run of a load: so many pens write for some seconds before so many readers, and what that cost the
// process that stands between them.

import type { ChildProgram } from './child-program.ts'
import { LatencyHistogram } from './latency-histogram.ts'
import { type PenBatch, penScript } from './pen-script.ts'
import { Pens } from './pens.ts'
import type { Usage } from './process-usage.ts'
import type { ReadersAnswers } from './readers-program.ts'
import { percentile } from './statistics.ts'
import type { Place } from './thin-member.ts'

const WARM_UP_MS = 1_000

/** Whoever stands in the middle: it is only asked what it used. */
export interface Middle {
  ask(name: 'usage' | 'heldUsage', request: undefined): Promise<Usage>
}

export type ReaderProcesses = readonly ChildProgram<ReadersAnswers>[]

export interface Load {
  readonly scripts: readonly (readonly PenBatch[])[]
  readonly readers: number
  readonly seconds: number
}

export interface LoadCost {
  readonly latency: LatencyHistogram
  /** Of what all readers should have got, 0–1. */
  readonly arrivedPart: number
  /** How many batches a frame brought: what came together goes out together. */
  readonly batchesAFrame: number
  /** To every connection, the pens' own too: all of them cost the same. */
  readonly deliveredPoints: number
  readonly cpuSeconds: number
  readonly seconds: number
  /** How late the pens themselves were: with more than a few ms this machine was too small. */
  readonly penLateP99Ms: number
}

export function scriptsOf(pens: number, seconds: number, seed: number): PenBatch[][] {
  const durationMs = WARM_UP_MS + seconds * 1000
  return Array.from({ length: pens }, (_, i) => penScript(seed * 1000 + i, durationMs))
}

async function crowd(processes: ReaderProcesses, place: Place, readers: number): Promise<void> {
  const share = Math.ceil(readers / processes.length)
  await Promise.all(
    processes.map((each, i) =>
      each.ask('join', { place, count: Math.max(0, Math.min(share, readers - i * share)) }),
    ),
  )
}

interface Spent {
  readonly points: number
  readonly cpuSeconds: number
}

async function spend(middle: Middle, pens: Pens, seconds: number): Promise<Spent> {
  pens.start()
  await pens.sendUntil(WARM_UP_MS)
  const before = middle.ask('usage', undefined)
  const points = await pens.sendUntil(WARM_UP_MS + seconds * 1000)
  const after = await middle.ask('usage', undefined)
  return { points, cpuSeconds: after.cpuSeconds - (await before).cpuSeconds }
}

async function tallyAll(processes: ReaderProcesses, pens: Pens, readers: number) {
  const asked = { sentMs: pens.sentSince(WARM_UP_MS), batches: pens.batches }
  const tallies = await Promise.all(processes.map(each => each.ask('tally', asked)))
  const latency = new LatencyHistogram()
  for (const { counts } of tallies) latency.merge(counts)
  const arrived = tallies.reduce((sum, tally) => sum + tally.arrived, 0)
  const frames = tallies.reduce((sum, tally) => sum + tally.frames, 0)
  return {
    latency,
    arrivedPart: arrived / (pens.batches * readers),
    batchesAFrame: arrived / frames,
  }
}

export async function runLoad(
  middle: Middle,
  place: Place,
  processes: ReaderProcesses,
  { scripts, readers, seconds }: Load,
): Promise<LoadCost> {
  await crowd(processes, place, readers)
  const pens = await Pens.join(place, scripts)
  const { points, cpuSeconds } = await spend(middle, pens, seconds)
  const found = await tallyAll(processes, pens, readers)
  pens.close()
  await Promise.all(processes.map(each => each.ask('leave', undefined)))
  return {
    ...found,
    cpuSeconds,
    seconds,
    deliveredPoints: points * (readers + scripts.length),
    penLateP99Ms: percentile(pens.lateMs, 0.99),
  }
}
