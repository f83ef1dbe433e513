import { randomBytes } from 'node:crypto'
import { describe } from 'vitest'
import { systemClock } from '../clock.ts'
import { storageContract } from './contract/storage-contract.ts'
import { LogStorage } from './log-storage.ts'
import { MemoryMedium } from './memory-medium.ts'

describe('memory', () => {
  storageContract(() => {
    const medium = new MemoryMedium(randomBytes(16))
    return { open: async options => new LogStorage({ medium, clock: systemClock, ...options }) }
  })
})
