import type { BoardPage } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { Contacts, type PenPoint } from './contacts.ts'
import { line, row } from './stroke-paths.ts'

const firmly = (points: readonly { x: number; y: number }[]): PenPoint[] =>
  points.map(point => ({ ...point, pressure: 0.5 }))

const toggleOf = ({ page }: BoardPage) => page.getByTestId('pen-mode')

const strokesOf = async ({ canvas }: BoardPage): Promise<number> =>
  Number(await canvas.getAttribute('data-strokes'))

test('pen mode is shown once a pen was used, and stays as it was switched', async ({ newTab }) => {
  const ann = await newTab({ hasTouch: true })
  const pen = await Contacts.of(ann.page)
  await expect(toggleOf(ann)).toHaveCount(0)
  await pen.drawPen(firmly(row(0)))
  await ann.expectStrokes(1)
  await expect(toggleOf(ann)).toHaveAttribute('aria-pressed', 'true')
  await toggleOf(ann).click()
  await expect(toggleOf(ann)).toHaveAttribute('aria-pressed', 'false')
  await pen.drawPen(firmly(row(2)))
  await ann.expectStrokes(2)
  await expect(toggleOf(ann)).toHaveAttribute('aria-pressed', 'false')
  // Just after the pen a touch is a palm: so often until it is a finger, which draws.
  await expect
    .poll(async () => {
      await pen.drawFinger(row(5))
      return strokesOf(ann)
    })
    .toBeGreaterThan(2)
  await ann.expectSave('saved')
  await ann.page.reload()
  await ann.joined()
  await expect(toggleOf(ann)).toHaveAttribute('aria-pressed', 'false')
})

test('a palm beside a pen leaves no ink and does not move the board', async ({ newTab }) => {
  const ann = await newTab({ hasTouch: true })
  const hand = await Contacts.of(ann.page)
  const [first, ...rest] = firmly(row(0))
  if (first === undefined) throw new Error('a row has points')
  await hand.penDown(first)
  await hand.dragPalm({ x: 700, y: 500 }, { x: 760, y: 560 })
  await hand.penBurst(rest)
  await hand.penUp(rest.at(-1) ?? first)
  await ann.expectStrokes(1)
  const before = await ann.layer('base')
  // At once after the pen, and later.
  await hand.dragPalm({ x: 700, y: 500 }, { x: 760, y: 560 })
  await toggleOf(ann).click()
  await hand.dragPalm({ x: 700, y: 500 }, { x: 760, y: 560 })
  await hand.drawPen(firmly(row(8)))
  await ann.expectStrokes(2)
  expect((await ann.layer('base')).box).toMatchObject({ top: before.box?.top })
})

test('two fingers that tap undo, three do it again', async ({ newTab }) => {
  const ann = await newTab({ hasTouch: true })
  const hand = await Contacts.of(ann.page)
  await ann.draw(row(0))
  await ann.expectStrokes(1)
  const fingers = [
    { x: 500, y: 400 },
    { x: 600, y: 400 },
    { x: 700, y: 420 },
  ]
  /** On a busy machine a tap may last too long to be one; it then does nothing. */
  const strokesAfterTap = async (count: number) => {
    await hand.tapFingers(...fingers.slice(0, count))
    return strokesOf(ann)
  }
  await expect.poll(() => strokesAfterTap(2)).toBe(0)
  await expect.poll(() => strokesAfterTap(3)).toBe(1)
  await expect(ann.page.getByTestId('zoom-label')).toHaveText('100 %')
})

test('the other end of a pen erases, and so does its barrel button', async ({ newTab }) => {
  const ann = await newTab()
  await ann.draw(row(0))
  await ann.draw(row(4))
  await ann.expectStrokes(2)
  const hand = await Contacts.of(ann.page)
  await hand.drawBarrel(firmly(line({ x: 500, y: 140 }, { x: 500, y: 180 })))
  await ann.expectStrokes(1)
  // The debugging protocol has no eraser end: such an event can only be made in the page.
  await ann.canvas.evaluate(canvas => {
    // A pointer that the browser does not know cannot be captured.
    Object.assign(canvas, { setPointerCapture: () => undefined })
    const init = {
      pointerId: 77,
      pointerType: 'pen',
      bubbles: true,
      cancelable: true,
      clientX: 500,
    }
    const held = { ...init, button: 5, buttons: 32, pressure: 0.4 }
    canvas.dispatchEvent(new PointerEvent('pointerdown', { ...held, clientY: 300 }))
    canvas.dispatchEvent(new PointerEvent('pointermove', { ...held, clientY: 340 }))
    canvas.dispatchEvent(new PointerEvent('pointerup', { ...init, button: 5, clientY: 340 }))
  })
  await ann.expectStrokes(0)
  await expect(ann.canvas).toHaveAttribute('data-tool', 'pen')
})
