// What a browser keeps for times without a server or without this page: read from where the page puts it.

import { expect, type Page } from '@playwright/test'
import type { BoardPage } from './board-page.ts'

/** Resolves once a reload would find the page in the browser's own store. */
export async function pageIsKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active === null || active.state === 'activated') return
    await new Promise<void>(resolve => {
      active.addEventListener('statechange', () => {
        if (active.state === 'activated') resolve()
      })
    })
  })
}

interface Wanted {
  readonly store: 'batches' | 'boards'
  /** The record under this key; null: how many there are. */
  readonly key: string | null
}

/** One request to one store of the page's database. */
function asked(page: Page, wanted: Wanted): Promise<unknown> {
  return page.evaluate(async ({ store, key }) => {
    const done = <Result>(pending: IDBRequest<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        pending.addEventListener('success', () => resolve(pending.result))
        pending.addEventListener('error', () => reject(pending.error ?? new Error('no reason')))
      })
    const database = await done(indexedDB.open('inkroom'))
    const records = database.transaction(store).objectStore(store)
    const answer: unknown = await (key === null ? done(records.count()) : done(records.get(key)))
    database.close()
    return answer
  }, wanted)
}

export async function storedBatches(page: Page): Promise<number> {
  return Number(await asked(page, { store: 'batches', key: null }))
}

/** Resolves once all that the save state says is kept here is in the browser's store. */
export async function workIsKept({ page, saveState }: BoardPage): Promise<number> {
  await expect(saveState).toHaveText(/^Offline, \d+ kept here$/)
  const said = async () => Number(/\d+/.exec(await saveState.innerText())?.[0] ?? -1)
  const stored = () => storedBatches(page)
  await expect.poll(async () => (await stored()) - (await said()), 'stored, less said').toBe(0)
  return stored()
}

/** Resolves once the board as the server had it at `seq` is in the browser's store. */
export async function boardIsKept(tab: BoardPage, board: string): Promise<void> {
  const behind = async () => {
    const head = await asked(tab.page, { store: 'boards', key: board })
    const isThere = typeof head === 'object' && head !== null && 'seq' in head
    return (await tab.seq()) - (isThere ? Number(head.seq) : -1)
  }
  await expect.poll(behind, 'seqs that the kept board is behind').toBe(0)
}

/** Of the kept board's first part; 0 where there is none. */
export async function keptPartBytes({ page }: BoardPage, board: string): Promise<number> {
  const part = await asked(page, { store: 'boards', key: `${board}/0000000` })
  return part instanceof Uint8Array ? part.length : 0
}
