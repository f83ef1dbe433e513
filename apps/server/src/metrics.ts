// What is counted, for /metrics. One registry a server, so that several run in one process.

import type { CloseName } from '@inkroom/protocol'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { EntryResult } from './connections/entrance.ts'
import type { AppendOutcome, StorageState } from './storage/storage.ts'

export interface MetricSources {
  readonly connections: () => number
  readonly rooms: () => number
}

const STORAGE_STATES: readonly StorageState['kind'][] = ['ready', 'full', 'failed']

export class Metrics {
  readonly registry = new Registry()
  private readonly batches = this.counter('batches_total', 'Batches by outcome', 'outcome')
  private readonly resumes = this.counter('joins_total', 'Joins by how they caught up', 'mode')
  private readonly entries = this.counter(
    'entries_total',
    'Joins by what became of the resume',
    'result',
  )
  private readonly refusals = this.counter('refusals_total', 'Refused batches by reason', 'reason')
  private readonly gaps = this.counter('gaps_total', 'Feeds whose log had been let go of', null)
  private readonly closes = this.counter('closes_total', 'Ended connections by reason', 'reason')
  private readonly refusedUpgrades = this.counter('upgrades_refused_total', 'By status', 'status')
  private readonly received = this.counter('received_bytes_total', 'Bytes of frames up', null)
  private readonly sent = this.counter('sent_bytes_total', 'Bytes of frames down', null)
  private readonly pauses = this.counter('paused_total', 'Connections slowed down', null)
  private readonly behind = this.counter('behind_total', 'Live feeds that fell behind', null)
  private readonly storageReads = this.counter('feed_storage_reads_total', 'Behind the ring', null)
  private readonly heals = this.counter('heals_total', 'Snapshots for differing clients', null)
  private readonly errors = this.counter('errors_total', 'Our own mistakes', null)
  private readonly commits = new Histogram({
    name: 'inkroom_commit_seconds',
    help: 'From handing a commit over until it is on disk',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers: [this.registry],
  })

  private readonly storage = new Gauge({
    name: 'inkroom_storage_state',
    help: '1 for the state that the storage is in',
    labelNames: ['state'],
    registers: [this.registry],
  })
  private readonly drains = new Gauge({
    name: 'inkroom_draining',
    help: '1 from when the server was told to stop',
    registers: [this.registry],
  })

  constructor(sources: MetricSources) {
    this.gauge('connections', 'Open connections', sources.connections)
    this.gauge('rooms', 'Boards in memory', sources.rooms)
    this.storageIs('ready')
    collectDefaultMetrics({ register: this.registry })
  }

  batch(outcome: AppendOutcome): void {
    this.batches.inc({ outcome: outcome.kind })
    if (outcome.kind === 'refused') this.refusals.inc({ reason: outcome.refusal })
  }

  joined(mode: 'resumed' | 'snapshot', result: EntryResult): void {
    this.resumes.inc({ mode })
    this.entries.inc({ result })
  }

  gap(): void {
    this.gaps.inc()
  }

  storageIs(state: StorageState['kind']): void {
    for (const kind of STORAGE_STATES) this.storage.set({ state: kind }, kind === state ? 1 : 0)
  }

  draining(): void {
    this.drains.set(1)
  }

  closed(reason: CloseName | 'other'): void {
    this.closes.inc({ reason })
  }

  upgradeRefused(status: number): void {
    this.refusedUpgrades.inc({ status })
  }

  bytesReceived(bytes: number): void {
    this.received.inc(bytes)
  }

  bytesSent(bytes: number): void {
    this.sent.inc(bytes)
  }

  paused(): void {
    this.pauses.inc()
  }

  fellBehind(): void {
    this.behind.inc()
  }

  storageRead(): void {
    this.storageReads.inc()
  }

  healed(): void {
    this.heals.inc()
  }

  failed(): void {
    this.errors.inc()
  }

  committed(seconds: number): void {
    this.commits.observe(seconds)
  }

  private counter(name: string, help: string, label: string | null): Counter {
    const labelNames = label === null ? [] : [label]
    return new Counter({ name: `inkroom_${name}`, help, labelNames, registers: [this.registry] })
  }

  private gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name: `inkroom_${name}`,
      help,
      registers: [this.registry],
      collect: () => gauge.set(read()),
    })
  }
}
