// The page without a network: serves the built app from the browser's own store. It is asked for the page and the
// built files alone; boards, health and metrics never pass through it. A new one takes over once no tab of the old
// one is left: until then the network's page is newer than the kept one, and wins, unless the link is slow. A page
// that is too old for the server therefore has no worker any more when it is loaded again (reload-from-server.ts).

import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { NetworkOnly } from 'workbox-strategies'

/** What the build made; put here by service-worker-plugin.ts. `revision` is null where the name holds a hash. */
declare const BUILT_FILES: { readonly url: string; readonly revision: string | null }[]

/** As long as a person waits gladly; a network that is there answers long before. */
const NETWORK_TIMEOUT_S = 3
const PAGES = [/^\/$/, /^\/b\/[^/]+\/?$/]

const page = new NetworkOnly({
  networkTimeoutSeconds: NETWORK_TIMEOUT_S,
  plugins: [
    {
      // A proxy whose server is gone answers too, but not with the page.
      fetchDidSucceed: async ({ response }) => {
        if (response.status >= 500) throw new Error(`the server answers ${response.status}`)
        return response
      },
      handlerDidError: () => matchPrecache('/index.html'),
    },
  ],
})

cleanupOutdatedCaches()
// Before the files: the first route that fits is taken.
registerRoute(new NavigationRoute(page, { allowlist: PAGES }))
precacheAndRoute(BUILT_FILES, { directoryIndex: '', cleanURLs: false })
