// A task of its own, behind all that waits. Not by a timer: those of a hidden page come once a second, and of any page
// no sooner than 4 ms after each other.

/** Returns what cancels it. */
export function requestTurn(run: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  port1.addEventListener('message', () => {
    port1.close()
    run()
  })
  // Only the property `onmessage` would start it by itself.
  port1.start()
  port2.postMessage(null)
  return () => port1.close()
}
