// Why a connection ends: one table of name → code, whether a client tries again, and what it means.
// Codes are never reused. 44xx are ours and final; 45xx are ours and passing.

export interface CloseReason {
  readonly code: number
  readonly retry: boolean
  /** What happened and what to do, for people; the app says it in their language by the name. */
  readonly sentence: string
}

const table = {
  normal: { code: 1000, retry: true, sentence: 'The connection was closed.' },
  'going-away': { code: 1001, retry: true, sentence: 'The other side went away.' },
  'no-status': { code: 1005, retry: true, sentence: 'The connection closed without saying why.' },
  abnormal: { code: 1006, retry: true, sentence: 'The connection broke off.' },
  'internal-error': { code: 1011, retry: true, sentence: 'The server failed; it is tried again.' },
  restart: { code: 1012, retry: true, sentence: 'The server is restarting.' },
  'try-later': { code: 1013, retry: true, sentence: 'The server is busy; it is tried again.' },
  'bad-gateway': { code: 1014, retry: true, sentence: 'A proxy could not reach the server.' },
  'bad-frame': {
    code: 4400,
    retry: false,
    sentence: 'The server could not read what this page sent. Reload the page.',
  },
  'capability-missing': {
    code: 4401,
    retry: false,
    sentence: 'This board needs a key. Open it by the full link that you were given.',
  },
  'capability-wrong': {
    code: 4403,
    retry: false,
    sentence: 'The key in this link is not valid here. Ask for a new link.',
  },
  'board-name': { code: 4404, retry: false, sentence: 'This is not the name of a board.' },
  'author-taken': {
    code: 4409,
    retry: false,
    sentence: 'This author key belongs to another person. Reload the page.',
  },
  'frame-too-large': { code: 4413, retry: false, sentence: 'A frame was larger than allowed.' },
  'too-old': {
    code: 4426,
    retry: false,
    sentence: 'The server was updated. Reload the page to go on; unsent work is kept.',
  },
  'too-new': {
    code: 4427,
    retry: false,
    sentence: 'The server is older than this page. Ask its host to update it.',
  },
  'too-fast': {
    code: 4529,
    retry: true,
    sentence: 'Too much was sent at once; it goes on slower.',
  },
  'room-full': { code: 4503, retry: true, sentence: 'This board is full; it is tried again.' },
  'too-slow': { code: 4508, retry: true, sentence: 'The connection could not keep up.' },
  // A machine that slept between the connection and its first word is late without a fault.
  'hello-late': { code: 4511, retry: true, sentence: 'The page did not introduce itself in time.' },
  silent: { code: 4510, retry: true, sentence: 'Nothing was heard for too long.' },
} as const satisfies Record<string, CloseReason>

export type CloseName = keyof typeof table

export const CLOSE_REASONS: Readonly<Record<CloseName, CloseReason>> = table

const byCode = new Map<number, CloseName>()
for (const name of Object.keys(table)) {
  // Object.keys forgets the literal type of a const object's keys.
  const known = name as CloseName
  byCode.set(table[known].code, known)
}

/** The name of a close code, or null for one that this version does not know. */
export function closeNameOf(code: number): CloseName | null {
  return byCode.get(code) ?? null
}

/** Whether a client tries again: all but our own 44xx, codes it does not know included. */
export function isRetryClose(code: number): boolean {
  return code < 4400 || code > 4499
}
