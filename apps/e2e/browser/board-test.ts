// The fixtures of the browser tests: a server for each worker, a board for each test, and people who open tabs. A
// test that kills its server or breaks links gets a server or a proxy of its own.

import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
} from '@playwright/test'
import { type Environment, ServerProcess } from '../src/server-process.ts'
import { FaultProxy } from '../wire/fault-proxy.ts'
import type { BoardOptions } from './board-options.ts'
import { BoardPage } from './board-page.ts'
import { watchTroubles } from './page-troubles.ts'

/** Somebody with a browser of their own. */
export interface Person {
  readonly context: BrowserContext
  readonly troubles: readonly string[]
  /** Opens the test's board, or another, in a new tab. */
  openTab(board?: string): Promise<BoardPage>
}

export interface PersonOptions extends BrowserContextOptions {
  /** Where the person's browser finds the board; by default the worker's server. */
  readonly port?: number
}

interface TestFixtures {
  /** The name of a board that no other test has. */
  readonly board: string
  readonly newPerson: (options?: PersonOptions) => Promise<Person>
  /** A new person with one tab on the test's board. */
  readonly newTab: (options?: PersonOptions) => Promise<BoardPage>
  /** A server of this test alone. */
  readonly ownServer: ServerProcess
  /** A proxy in front of the worker's server. */
  readonly faultProxy: FaultProxy
}

interface WorkerFixtures {
  /** Settings that differ from the server's defaults. */
  readonly serverSettings: Environment
  readonly server: ServerProcess
}

export const test = base.extend<TestFixtures & BoardOptions, WorkerFixtures>({
  boardHost: ['localhost', { option: true }],

  serverSettings: [{}, { option: true, scope: 'worker' }],

  server: [
    async ({ serverSettings }, use) => {
      const server = await ServerProcess.launch(serverSettings)
      await use(server)
      await server.dispose()
    },
    { scope: 'worker' },
  ],

  ownServer: async ({ serverSettings }, use) => {
    const server = await ServerProcess.launch(serverSettings)
    await use(server)
    await server.dispose()
  },

  faultProxy: async ({ server }, use) => {
    const proxy = await FaultProxy.open({ targetPort: server.port })
    await use(proxy)
    await proxy.close()
  },

  board: async ({ boardHost }, use, { testId, repeatEachIndex }) => {
    await use(`${boardHost}-${testId.slice(-12)}-${repeatEachIndex}`)
  },

  newPerson: async ({ browser, board, boardHost, server }, use) => {
    const people: Person[] = []
    await use(async ({ port = server.port, ...options } = {}) => {
      const host = `${boardHost}:${port}`
      const context = await browser.newContext({
        baseURL: `http://${host}`,
        // Each would fetch the whole page once more.
        serviceWorkers: 'block',
        ...options,
      })
      const openTab = async (name = board): Promise<BoardPage> => {
        const tab = new BoardPage(await context.newPage())
        await tab.open(name)
        return tab
      }
      const person = { context, troubles: watchTroubles(context, host), openTab }
      people.push(person)
      return person
    })
    for (const { context } of people) await context.close()
    expect(people.flatMap(({ troubles }) => troubles)).toEqual([])
  },

  newTab: async ({ newPerson }, use) => {
    await use(async options => (await newPerson(options)).openTab())
  },
})

export { expect }
