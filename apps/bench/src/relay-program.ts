// The bare relay in a process of its own.

import { startBareRelay } from './bare-relay.ts'
import { answerAs } from './child-program.ts'
import { heldUsage, usage } from './process-usage.ts'

const answers = {
  start: async () => (await startBareRelay()).port,
  usage: () => usage(),
  heldUsage: () => heldUsage(),
}

export type RelayAnswers = typeof answers

answerAs(answers)
