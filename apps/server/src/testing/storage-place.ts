// Where a storage keeps what it is given, for tests: what one stored the next one finds.

import { chainStart } from '@inkroom/protocol'
import type { LogStorageOptions } from '../storage/log-storage.ts'
import type { Emission, RoomLog, Storage, StoredPart, Writer } from '../storage/storage.ts'
import { ANNA } from './batches.ts'

type Bounds = Pick<LogStorageOptions, 'maxBoardBytes' | 'logKeepBytes'>

/** Opens storages on one place: a second one finds what the first one stored. */
export interface StoragePlace {
  open(options?: Bounds): Promise<Storage>
}

export async function opened(place: StoragePlace, ...writers: readonly Writer[]) {
  const storage = await place.open()
  const log = await storage.open('board')
  const emissions: Emission[] = []
  log.subscribe(emission => emissions.push(emission))
  for (const writer of writers) await log.admit(writer, 1)
  return { storage, log, emissions }
}

export async function openedWith(place: StoragePlace, bounds: Bounds) {
  const storage = await place.open(bounds)
  const log = await storage.open('board')
  await log.admit(ANNA, 1)
  return { storage, log }
}

/** As if a room had stored its rows. */
export async function checkpointAt(log: RoomLog, part: StoredPart | undefined): Promise<void> {
  const { last: seq, hash } = part ?? { last: 0, hash: chainStart(log.room) }
  await log.saveCheckpoint({ seq, hash, digest: { a: 0, b: 0 }, rows: [] })
}
