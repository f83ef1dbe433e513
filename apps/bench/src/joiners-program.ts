// Joiners in a process of their own, as pages are: the real client, and a document that folds what comes.

import { answerAs } from './child-program.ts'
import { drawer, untilLive } from './drawing-session.ts'

interface Crowd {
  readonly port: number
  readonly roomName: string
  readonly count: number
}

/** Resolves once all are live; how many strokes each has then. */
async function joinAll({ port, roomName, count }: Crowd): Promise<number[]> {
  const joiners = Array.from({ length: count }, () => drawer({ port }, roomName))
  await Promise.all(joiners.map(untilLive))
  const sizes = joiners.map(({ document }) => document.size)
  for (const { client } of joiners) client.close()
  return sizes
}

const answers = { joinAll }

export type JoinersAnswers = typeof answers

answerAs(answers)
