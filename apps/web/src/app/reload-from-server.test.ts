import { expect, it } from 'vitest'
import { reloadFromServer } from './reload-from-server.ts'

type Workers = Parameters<typeof reloadFromServer>[1]

let done: string[] = []

async function reloadedWith(workers: Workers): Promise<readonly string[]> {
  done = []
  await reloadFromServer({ reload: () => done.push('reload') }, workers)
  return done
}

it('[G10] the worker that keeps an old page goes before the page is loaded again', async () => {
  // Of a registration only this is called.
  const registration = {
    unregister: async () => {
      await Promise.resolve()
      return done.push('unregister') > 0
    },
  } as ServiceWorkerRegistration
  const serviceWorker = { getRegistration: async () => registration }
  expect(await reloadedWith({ serviceWorker })).toEqual(['unregister', 'reload'])
})

it('the page is loaded again where there is no worker, or none may be asked for', async () => {
  expect(await reloadedWith({})).toEqual(['reload'])
  const refuses = () => Promise.reject(new DOMException('not here', 'SecurityError'))
  expect(await reloadedWith({ serviceWorker: { getRegistration: refuses } })).toEqual(['reload'])
})
