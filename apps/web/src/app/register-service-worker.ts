// Keeps the page for times without a network, where browsers allow that: in a secure context. Boards on a LAN over
// plain http go on without it.

/** What the page needs of `navigator`; over plain http it has no service workers at all. */
type Workers = { readonly serviceWorker?: Pick<ServiceWorkerContainer, 'register' | 'ready'> }

/**
 * After the page has loaded, so that what is on the screen does not wait for what may be needed later. `onReady` is
 * told once the page would load without a network.
 */
export function registerServiceWorker(
  page: Window,
  { serviceWorker }: Workers,
  onReady: () => void,
): void {
  if (serviceWorker === undefined) return
  void serviceWorker.ready.then(onReady)
  const register = () => {
    // Forbidden by the browser's settings, or a server without the file: the page works as long as it is online.
    serviceWorker.register('/service-worker.js').catch(() => {})
  }
  if (page.document.readyState === 'complete') register()
  else page.addEventListener('load', register, { once: true })
}
