// Loads the page anew, from the server alone. The one that the service worker keeps may be the very page that the
// server takes no more, and on a slow link the worker would bring that one again and again.

/** What it needs of `navigator`; over plain http there are no service workers. */
type Workers = { readonly serviceWorker?: Pick<ServiceWorkerContainer, 'getRegistration'> }

/** The worker goes, for this and all later loads, until the page that comes registers its own. */
export async function reloadFromServer(
  page: Pick<Location, 'reload'>,
  { serviceWorker }: Workers,
): Promise<void> {
  try {
    const worker = await serviceWorker?.getRegistration()
    await worker?.unregister()
  } catch {
    // Forbidden by the browser's settings: then there is none that could answer.
  }
  page.reload()
}
