// The server as a part of a program: tests, benchmarks.

export { type Clock, systemClock } from './clock.ts'
export type { MayDraw } from './connections/connection-services.ts'
export { type RunningServer, type ServerParts, startServer } from './server.ts'
export { type Settings, settingsOf } from './settings.ts'
export type { CommitResult, Medium, RoomCommit } from './storage/medium.ts'
export { MemoryMedium } from './storage/memory-medium.ts'
export { SqliteMedium } from './storage/sqlite/sqlite-medium.ts'
