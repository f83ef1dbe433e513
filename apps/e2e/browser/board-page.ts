// A board in one tab, as a person uses it: what is on it, and what can be done to it. Waits only for what can be
// seen, or for what the canvas says of itself once its picture is settled.

import { expect, type Locator, type Page } from '@playwright/test'
import type { ScreenPoint } from './contacts.ts'
import { type Layer, type LayerPixels, readLayer } from './layer-pixels.ts'

export type SaveKind = 'connecting' | 'saved' | 'saving' | 'offline' | 'blocked'

export class BoardPage {
  readonly page: Page
  readonly canvas: Locator
  readonly saveState: Locator
  readonly peopleCount: Locator
  readonly notices: Locator
  readonly title: Locator
  readonly cursorNames: Locator

  constructor(page: Page) {
    this.page = page
    this.canvas = page.getByTestId('canvas')
    this.saveState = page.getByTestId('save-state')
    this.peopleCount = page.getByTestId('people-count')
    this.notices = page.getByTestId('notices')
    this.title = page.getByTestId('title')
    this.cursorNames = page.locator('.cursor-name')
  }

  /** The same of another page. */
  of(page: Page): BoardPage {
    return new BoardPage(page)
  }

  /** Resolves once the board was joined and its picture stands. */
  async open(name: string): Promise<void> {
    await this.page.goto(`/b/${name}`)
    await this.joined()
  }

  async joined(): Promise<void> {
    await this.expectSave('saved')
    await expect(this.canvas).toHaveAttribute('data-strokes', /^\d+$/)
  }

  async expectSave(kind: SaveKind): Promise<void> {
    await expect(this.saveState).toHaveAttribute('data-state', kind)
  }

  async expectStrokes(count: number): Promise<void> {
    await expect(this.canvas).toHaveAttribute('data-strokes', String(count))
  }

  async expectPeople(count: number): Promise<void> {
    await expect(this.peopleCount).toHaveText(String(count))
  }

  /** How many changes the save state says wait here. */
  async keptHere(): Promise<number> {
    const text = await this.saveState.innerText()
    return Number(/\d+/.exec(text)?.[0] ?? 0)
  }

  /** Asks for a connection at once, unless one came by itself meanwhile. */
  async retryNow(): Promise<void> {
    const saved = this.page.locator('[data-testid=save-state][data-state=saved]')
    await this.page.getByTestId('retry').or(saved).first().click()
  }

  /** Of what the room has, once nothing of this tab's is on its way any more. */
  async digest(): Promise<string> {
    // "Saved" stays for a batch that is on its way for a moment, so it does not say that.
    await expect(this.canvas).toHaveAttribute('data-pending', '0')
    return (await this.canvas.getAttribute('data-digest')) ?? ''
  }

  async seq(): Promise<number> {
    return Number(await this.canvas.getAttribute('data-seq'))
  }

  layer(layer: Layer): Promise<LayerPixels> {
    return readLayer(this.page, layer)
  }

  async down(point: ScreenPoint): Promise<void> {
    await this.page.mouse.move(point.x, point.y)
    await this.page.mouse.down()
  }

  async move(points: readonly ScreenPoint[]): Promise<void> {
    for (const { x, y } of points) await this.page.mouse.move(x, y)
  }

  async up(): Promise<void> {
    await this.page.mouse.up()
  }

  /** One stroke by mouse. */
  async draw(points: readonly ScreenPoint[]): Promise<void> {
    const [first, ...rest] = points
    if (first === undefined) return
    await this.down(first)
    await this.move(rest)
    await this.up()
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys)
  }

  async choose(tool: 'hand' | 'pen' | 'highlighter' | 'eraser' | 'laser'): Promise<void> {
    await this.page.getByTestId(`tool-${tool}`).click()
    await expect(this.canvas).toHaveAttribute('data-tool', tool)
  }

  async openMenu(): Promise<void> {
    await this.page.getByTestId('menu').click()
    await expect(this.page.getByRole('menu')).toBeVisible()
  }

  /** Opens the menu and picks an item. */
  async pick(item: string): Promise<void> {
    await this.openMenu()
    await this.page.getByTestId(item).click()
  }
}

/** All have the same board, nobody has anything unsent, and all show it with the same pixels. */
export async function expectSameBoard(...boards: readonly BoardPage[]): Promise<void> {
  for (const board of boards) await board.expectSave('saved')
  await expect
    .poll(async () => {
      const digests = await Promise.all(boards.map(board => board.digest()))
      return new Set(digests).size
    }, 'the digests become equal')
    .toBe(1)
  for (const layer of ['marks', 'base'] as const) {
    const pictures = await Promise.all(boards.map(board => board.layer(layer)))
    const hashes = new Set(pictures.map(({ hash }) => hash))
    expect(hashes.size, `pictures that differ: ${layer}`).toBe(1)
  }
}
