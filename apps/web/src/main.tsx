// The page's beginning: which board, who, and everything on the page.

import { browserEnvironment } from '@inkroom/client/browser'
import { must, unreachable } from '@inkroom/protocol'
import { boardStore } from './app/board-store.ts'
import { mountApp } from './app/mount.tsx'
import { browserStorage } from './app/preferences-store.ts'
import { registerServiceWorker } from './app/register-service-worker.ts'
import { BoardCanvas } from './canvas/board-canvas.tsx'
import {
  boardPath,
  newBoardName,
  readBoardAddress,
  readCapability,
} from './session/board-address.ts'
import { BoardController } from './session/board-controller.ts'
import { personKey } from './session/person-key.ts'

const NAME_BYTES = 16

/** The board that the address names; a new one, then named by the address too, where it names none. */
function openRoomName(): string {
  const address = readBoardAddress(location.pathname)
  switch (address.kind) {
    case 'board':
      return address.name
    case 'invalid':
      // No board has this name: the client says so without asking a server.
      return ''
    case 'new': {
      const name = newBoardName(browserEnvironment.randomBytes(NAME_BYTES))
      history.replaceState(null, '', boardPath(name) + location.hash)
      return name
    }
    default:
      return unreachable(address)
  }
}

const capability = readCapability(location.hash)

const controller = new BoardController({
  roomName: openRoomName(),
  capability,
  personKey: personKey(browserStorage(), count => browserEnvironment.randomBytes(count)),
})

// Work that is neither on the server nor stored in this browser would go with the page; other work waits there.
window.addEventListener('beforeunload', event => {
  if (controller.client.unkeptCount > 0) event.preventDefault()
})

// The full link of a board that is open without its key changes what browsers do not load a page for.
window.addEventListener('hashchange', () => {
  if (readCapability(location.hash) !== capability) location.reload()
})

const root = must(document.getElementById('root'), 'the page has a root')
// Not awaited: a module that waits at its top makes the bundler split what it shares into many files.
void mountApp(root, {
  canvas: <BoardCanvas attach={controller.attach} />,
  actions: controller,
})

// What is developed must not come from a store.
if (import.meta.env.PROD) {
  registerServiceWorker(window, navigator, () => boardStore.setState({ loadsOffline: true }))
}
