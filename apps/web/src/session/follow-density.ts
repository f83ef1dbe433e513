// Tells when the page has another number of device pixels a CSS pixel: a window was moved to another
// screen, or the page zoomed. It may do so without a new size.

/** Calls until the returned function is called. */
export function followDensity(page: Window, changed: () => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
  // A query asks for one ratio, so each change needs the next query.
  function watch(): void {
    const query = page.matchMedia(`(resolution: ${page.devicePixelRatio}dppx)`)
    query.addEventListener('change', onChange, { signal, once: true })
  }
  function onChange(): void {
    watch()
    changed()
  }
  watch()
  return () => listening.abort()
}
