// Lets all go on that waits for no clock and no disk.

/** More than any chain of promises in here needs. */
const TURNS = 20

export async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise(setImmediate)
}
