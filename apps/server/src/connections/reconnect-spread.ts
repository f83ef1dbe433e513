// How long the clients of a server that went away are to spread their return.
//
// N clients over W ms put N·100/W of them into a 100 ms bin on average. With W = 10·N that is 10 a bin:
// a server takes 100 joins a second, and no bin comes near 25 (chance of one among 50: 1 in 1,000).
// From 3,000 clients on W stays at 30 s, so that nobody waits longer; a bin then holds a 300th of all.

const MS_PER_CONNECTION = 10
const SHORTEST_MS = 500
const LONGEST_MS = 30_000

export function reconnectSpreadMs(connections: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, connections * MS_PER_CONNECTION))
}
