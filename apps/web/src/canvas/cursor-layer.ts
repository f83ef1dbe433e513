// Others' named cursors: a few elements that move by transform. Names are set as text, never as markup.

import { type Camera, type Point, worldToScreen } from '@inkroom/geometry'
import type { AuthorId } from '@inkroom/protocol'
import './cursor-layer.css'

export interface CursorLook {
  readonly name: string
  /** A CSS colour. */
  readonly color: string
}

interface Shown {
  readonly element: HTMLElement
  readonly label: HTMLElement
  world: Point
  movedAtMs: number
}

/** A cursor that has not moved for so long says nothing any more. */
const FADE_MS = 10_000

export class CursorLayer {
  private readonly host: HTMLElement
  private readonly shown = new Map<AuthorId, Shown>()
  private camera: Camera = { x: 0, y: 0, zoom: 1 }

  constructor(host: HTMLElement) {
    this.host = host
  }

  move(author: AuthorId, world: Point, look: CursorLook, nowMs: number): void {
    const cursor = this.shown.get(author) ?? this.create(author, world)
    cursor.world = world
    cursor.movedAtMs = nowMs
    cursor.element.style.setProperty('--cursor-color', look.color)
    if (cursor.label.textContent !== look.name) cursor.label.textContent = look.name
    this.place(cursor)
  }

  remove(author: AuthorId): void {
    this.shown.get(author)?.element.remove()
    this.shown.delete(author)
  }

  /** Takes away the cursors of all others. */
  keep(authors: ReadonlySet<AuthorId>): void {
    for (const author of this.shown.keys()) if (!authors.has(author)) this.remove(author)
  }

  clear(): void {
    for (const author of this.shown.keys()) this.remove(author)
  }

  setCamera(camera: Camera): void {
    this.camera = camera
    for (const cursor of this.shown.values()) this.place(cursor)
  }

  /** Takes away what has not moved for long. */
  sweep(nowMs: number): void {
    for (const [author, { movedAtMs }] of this.shown) {
      if (nowMs - movedAtMs > FADE_MS) this.remove(author)
    }
  }

  private create(author: AuthorId, world: Point): Shown {
    const element = document.createElement('div')
    element.className = 'cursor'
    element.dataset['testid'] = 'cursor'
    const label = document.createElement('span')
    label.className = 'cursor-name'
    label.dir = 'auto'
    element.append(label)
    this.host.append(element)
    const cursor: Shown = { element, label, world, movedAtMs: 0 }
    this.shown.set(author, cursor)
    return cursor
  }

  private place({ element, world }: Shown): void {
    const { x, y } = worldToScreen(this.camera, world)
    element.style.transform = `translate(${x}px, ${y}px)`
  }
}
