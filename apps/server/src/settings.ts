// The server's settings, in one table: the type, `--help` and the checks all come from it.
// Only main.ts reads the environment.

import { fileURLToPath } from 'node:url'
import {
  anyText,
  type MsRange,
  msRange,
  oneOf,
  originList,
  type Parser,
  someText,
  wholeNumber,
} from './setting-parsers.ts'

interface Setting<T> {
  readonly env: string
  readonly parse: Parser<T>
  readonly default: T
  readonly doc: string
}

const setting = <T>(row: Setting<T>): Setting<T> => row
const NO_ORIGINS: readonly string[] = []
const BEATS: MsRange = { minMs: 7000, maxMs: 9000 }

const table = {
  port: setting({
    env: 'PORT',
    parse: wholeNumber(0, 65_535),
    default: 8080,
    doc: 'Port to listen on; 0 takes a free one.',
  }),
  host: setting({
    env: 'HOST',
    parse: someText,
    default: '0.0.0.0',
    doc: 'Address to listen on.',
  }),
  dataDir: setting({
    env: 'DATA_DIR',
    parse: someText,
    default: './data',
    doc: 'Folder of the database; made when it is missing.',
  }),
  storage: setting({
    env: 'STORAGE',
    parse: oneOf('sqlite', 'memory'),
    default: 'sqlite',
    doc: 'Where boards are kept: sqlite, or memory, which forgets everything at the end.',
  }),
  webDir: setting({
    env: 'WEB_DIR',
    parse: someText,
    default: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    doc: 'Folder of the built page.',
  }),
  allowedOrigins: setting({
    env: 'ALLOWED_ORIGINS',
    parse: originList,
    default: NO_ORIGINS,
    doc: 'Further origins whose pages may connect, separated by commas. The own one always may.',
  }),
  accessKey: setting({
    env: 'ACCESS_KEY',
    parse: anyText,
    default: '',
    doc: 'A key that every board asks for; empty for none.',
  }),
  trustedProxies: setting({
    env: 'TRUSTED_PROXIES',
    parse: wholeNumber(0, 10),
    default: 0,
    doc: 'Reverse proxies in front: that many addresses at the end of X-Forwarded-For are believed.',
  }),
  maxConnections: setting({
    env: 'MAX_CONNECTIONS',
    parse: wholeNumber(1),
    default: 20_000,
    doc: 'Connections at once; more are told to come back later.',
  }),
  maxConnectionsPerAddress: setting({
    env: 'MAX_CONNECTIONS_PER_ADDRESS',
    parse: wholeNumber(1),
    default: 1000,
    doc: 'Connections at once from one address: a school behind one NAT fits, a flood does not.',
  }),
  maxRooms: setting({
    env: 'MAX_ROOMS',
    parse: wholeNumber(1),
    default: 10_000,
    doc: 'Boards in memory at once: those without anybody make room; where none is, one comes back later.',
  }),
  helloMs: setting({
    env: 'HELLO_MS',
    parse: wholeNumber(1),
    default: 5000,
    doc: 'How long a new connection may take to introduce itself.',
  }),
  pingMs: setting({
    env: 'PING_MS',
    parse: msRange,
    default: BEATS,
    doc: 'Between two beats of a connection; drawn from the range so that beats do not align.',
  }),
  silentMs: setting({
    env: 'SILENT_MS',
    parse: wholeNumber(1),
    default: 18_000,
    doc: 'A connection that says nothing for so long, two unanswered beats, is ended.',
  }),
  presenceGraceMs: setting({
    env: 'PRESENCE_GRACE_MS',
    parse: wholeNumber(0),
    default: 5000,
    doc: 'How long a person is still shown after a link broke, or was ended for its silence.',
  }),
  goodbyeGraceMs: setting({
    env: 'GOODBYE_GRACE_MS',
    parse: wholeNumber(0),
    default: 2500,
    doc: 'The same for one who left properly: long enough for a reload to show nothing.',
  }),
  batchesPerSecond: setting({
    env: 'BATCHES_PER_SECOND',
    parse: wholeNumber(1),
    default: 500,
    doc: 'Frames a second that one person may send, in all tabs, twice as many at once; a pen makes 50.',
  }),
  bytesPerSecond: setting({
    env: 'BYTES_PER_SECOND',
    parse: wholeNumber(1024),
    default: 2 * 1024 * 1024,
    doc: 'Bytes a second that one person may send, in all tabs, twice as many at once; a pen makes 1,000.',
  }),
  maxBoardBytes: setting({
    env: 'MAX_BOARD_BYTES',
    parse: wholeNumber(1024 * 1024),
    default: 256 * 1024 * 1024,
    doc: 'Bytes of log a board, and of objects; with LOG_KEEP_BYTES of both. Then it is read-only. 74 hours of one pen.',
  }),
  logKeepBytes: setting({
    env: 'LOG_KEEP_BYTES',
    parse: wholeNumber(0),
    default: 0,
    doc: 'Newest bytes of log that a board keeps beside its objects; 0 for all. Older returns get a snapshot.',
  }),
  bufferedBytes: setting({
    env: 'BUFFERED_BYTES',
    parse: wholeNumber(128 * 1024),
    default: 1024 * 1024,
    doc: 'Bytes held for one slow connection before it reads on from the log.',
  }),
  ringBytes: setting({
    env: 'RING_BYTES',
    parse: wholeNumber(0),
    default: 2 * 1024 * 1024,
    doc: 'Newest bytes of each open log held in memory for those who catch up.',
  }),
  checkpointMs: setting({
    env: 'CHECKPOINT_MS',
    parse: wholeNumber(1),
    default: 15_000,
    doc: 'Between two savings of the objects that the log folds to; only loading speed hangs on it.',
  }),
  roomIdleMs: setting({
    env: 'ROOM_IDLE_MS',
    parse: wholeNumber(0),
    default: 60_000,
    doc: 'How long a board without anybody stays in memory.',
  }),
  drainMs: setting({
    env: 'DRAIN_MS',
    parse: wholeNumber(0),
    default: 3000,
    doc: 'At the end, connections are closed spread over up to so long.',
  }),
  logLevel: setting({
    env: 'LOG_LEVEL',
    parse: oneOf('silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'),
    default: 'warn',
    doc: 'Least level that is logged, as JSON lines on the error stream.',
  }),
} as const

type Table = typeof table
type ValueOf<Row> = Row extends Setting<infer T> ? T : never
export type Settings = { readonly [Key in keyof Table]: ValueOf<Table[Key]> }

export type SettingsReading =
  | { readonly kind: 'read'; readonly settings: Settings }
  | { readonly kind: 'bad'; readonly sentence: string }

type Environment = Readonly<Record<string, string | undefined>>

/** The defaults, with what a program sets itself. */
export function settingsOf(changes: Partial<Settings> = {}): Settings {
  const defaults = Object.entries(table).map(([key, row]) => [key, row.default])
  // Object.fromEntries forgets which key holds which value; each row's default has its own type.
  return { ...(Object.fromEntries(defaults) as Settings), ...changes }
}

/** An empty value counts as not set, as compose files write it. */
export function readSettings(environment: Environment): SettingsReading {
  const changes: Record<string, unknown> = {}
  for (const [key, row] of Object.entries(table)) {
    const text = environment[row.env]
    if (text === undefined || text === '') continue
    const parsed = row.parse(text)
    if (!parsed.ok) return { kind: 'bad', sentence: complaint(row.env, text, parsed.wanted) }
    changes[key] = parsed.value
  }
  const settings = settingsOf(changes)
  const sentence = contradictionIn(settings)
  return sentence === null ? { kind: 'read', settings } : { kind: 'bad', sentence }
}

function contradictionIn({ silentMs, pingMs, logKeepBytes, maxBoardBytes }: Settings) {
  if (silentMs <= pingMs.maxMs) {
    return 'SILENT_MS must be more than PING_MS, or live links are ended.'
  }
  // Below half, so that a board that is full has something to let go of.
  return logKeepBytes > maxBoardBytes / 2
    ? 'LOG_KEEP_BYTES must be at most half of MAX_BOARD_BYTES, or full boards stay full.'
    : null
}

function complaint(env: string, text: string, wanted: string): string {
  return `${env} must be ${wanted}, but it is ${JSON.stringify(text)}.`
}

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(',') || '(none)'
  if (typeof value === 'object' && value !== null) return Object.values(value).join('-')
  return String(value) || '(none)'
}

/** The table as text for a terminal. */
export function settingsHelp(): string {
  const rows = Object.values(table).map(({ env, default: value, doc }) => ({ env, value, doc }))
  const width = Math.max(...rows.map(({ env }) => env.length))
  return rows
    .map(({ env, value, doc }) => `  ${env.padEnd(width)}  ${doc} Default: ${shown(value)}`)
    .join('\n')
}
