// The thread that owns the database file: does one thing after the other, in the order it is asked.

import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../../message-of.ts'
import { lockFile } from './file-lock.ts'
import { type Answered, type Asked, answerOf, type WorkerData } from './requests.ts'
import { SqliteStore } from './store.ts'

if (parentPort === null) throw new Error('this runs in a thread of its own')
const port = parentPort
// Node hands worker data over untyped; `startWorker` gives what the type says.
const { path, freshSecret } = workerData as WorkerData
const { unlock, store } = open()

/** What SQLite throws is no plain Error, and arrives at the other thread without its message. */
function open() {
  try {
    return { unlock: lockFile(path), store: new SqliteStore(path, freshSecret) }
  } catch (error) {
    throw new Error(messageOf(error), { cause: error })
  }
}

function answered({ id, request }: Asked): Answered {
  try {
    return { id, kind: 'answer', value: answerOf(store, request) }
  } catch (error) {
    return { id, kind: 'failure', message: messageOf(error) }
  }
}

port.on('message', (asked: Asked) => {
  const answer = answered(asked)
  const isLast = asked.request.kind === 'close'
  // Before whoever asked hears of it: the next one may open it at once.
  if (isLast) unlock()
  port.postMessage(answer)
  if (isLast) port.close()
})
