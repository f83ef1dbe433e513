// The tables, and how a database file is opened: safe against power cuts first, fast second.

import { bytesToHex } from '@inkroom/protocol'
import Database from 'better-sqlite3'
import { keepAlive } from './kept-alive.ts'

/** Raised with every change of the tables; a file of another version is not touched. */
const SCHEMA_VERSION = 2

const TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE rooms (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, room TEXT NOT NULL,
    seq INTEGER NOT NULL, hash TEXT NOT NULL,
    checkpoint_seq INTEGER, checkpoint_hash TEXT, digest_a INTEGER, digest_b INTEGER,
    log_bytes INTEGER NOT NULL DEFAULT 0, floor_seq INTEGER, floor_hash TEXT
  ) STRICT;
  CREATE TABLE log (
    room INTEGER NOT NULL, last INTEGER NOT NULL, first INTEGER NOT NULL,
    before TEXT NOT NULL, hash TEXT NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (room, last)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE authors (
    room INTEGER NOT NULL, author TEXT NOT NULL, person TEXT NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (room, author)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE refusals (
    room INTEGER NOT NULL, author TEXT NOT NULL, counter INTEGER NOT NULL,
    digest TEXT NOT NULL, refusal TEXT NOT NULL,
    PRIMARY KEY (room, author, counter)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rows (
    number INTEGER PRIMARY KEY, room INTEGER NOT NULL, id TEXT NOT NULL, head BLOB NOT NULL,
    UNIQUE (room, id)
  ) STRICT;
  CREATE INDEX rows_by_birth ON rows (room, number);
  CREATE TABLE bodies (
    row INTEGER NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (row, at)
  ) STRICT, WITHOUT ROWID;
`

/** From version 1: a log's size and floor stand with its head. */
const FROM_1 = `
  ALTER TABLE rooms ADD COLUMN log_bytes INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE rooms ADD COLUMN floor_seq INTEGER;
  ALTER TABLE rooms ADD COLUMN floor_hash TEXT;
  UPDATE rooms SET log_bytes =
    (SELECT coalesce(sum(length(bytes)), 0) FROM log WHERE log.room = rooms.id);
`

/** `secret` is kept where the file is new. */
export function openDatabase(path: string, secret: Uint8Array): Database.Database {
  const database = keepAlive(new Database(path))
  database.exec('PRAGMA journal_mode = WAL')
  // With WAL the library's own default would not wait for the disk.
  database.exec('PRAGMA synchronous = FULL')
  // A backup may hold the file for a moment.
  database.exec('PRAGMA busy_timeout = 5000')
  prepareTables(database, secret)
  return database
}

function prepareTables(database: Database.Database, secret: Uint8Array): void {
  const version = keepAlive(database.prepare<[], number>('PRAGMA user_version').pluck()).get() ?? 0
  if (version === SCHEMA_VERSION) return
  if (version === 1) return raise(database, FROM_1)
  if (version !== 0) throw new Error(`its tables have version ${version}, not ${SCHEMA_VERSION}`)
  database.transaction(() => {
    database.exec(TABLES)
    database.exec(`INSERT INTO meta VALUES ('secret', x'${bytesToHex(secret)}')`)
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  })()
}

function raise(database: Database.Database, changes: string): void {
  database.transaction(() => {
    database.exec(changes)
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  })()
}
