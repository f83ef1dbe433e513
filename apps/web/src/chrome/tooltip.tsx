// The one tooltip: names the element with `data-tooltip` under the mouse or the visible focus. Never for fingers,
// which would cover it; assistive technology reads the element's own name instead.

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import './tooltip.css'

type Hint = { readonly text: string; readonly keys: string; readonly anchor: DOMRect }

/** Long enough not to flicker while the mouse crosses a bar. */
const DELAY_MS = 500
/** Within this after one tooltip went, the next shows at once: the person is reading along a bar. */
const WARM_MS = 400
const GAP_PX = 8

export default function TooltipLayer() {
  const hint = useHint()
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (hint !== null && element.current !== null) place(element.current, hint.anchor)
  }, [hint])
  if (hint === null) return null
  return (
    <div ref={element} className="tooltip" aria-hidden="true">
      {hint.text}
      {hint.keys !== '' && <kbd className="tooltip-keys">{hint.keys}</kbd>}
    </div>
  )
}

/** Below what is in the upper half of the window, above what is in the lower, and inside it. */
function place(element: HTMLElement, anchor: DOMRect): void {
  const { width, height } = element.getBoundingClientRect()
  const isUpper = anchor.top + anchor.height / 2 < window.innerHeight / 2
  const centred = anchor.left + anchor.width / 2 - width / 2
  const rightmost = window.innerWidth - width - GAP_PX
  element.style.left = `${Math.max(GAP_PX, Math.min(centred, rightmost))}px`
  element.style.top = `${isUpper ? anchor.bottom + GAP_PX : anchor.top - height - GAP_PX}px`
}

function useHint(): Hint | null {
  const [hint, setHint] = useState<Hint | null>(null)
  useEffect(() => watchHints(setHint), [])
  return hint
}

function watchHints(show: (hint: Hint | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let shownFor: Element | null = null
  let warmUntilMs = 0

  const hide = () => {
    clearTimeout(timer)
    if (shownFor !== null) warmUntilMs = performance.now() + WARM_MS
    shownFor = null
    show(null)
  }
  const showFor = (element: HTMLElement) => {
    shownFor = element
    show(hintOf(element))
  }
  const onPointerOver = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return
    const element = hintedElement(event.target)
    if (element === shownFor && element !== null) return
    hide()
    if (element !== null && event.buttons === 0) showSoon(element)
  }
  const showSoon = (element: HTMLElement) => {
    timer = setTimeout(() => showFor(element), performance.now() < warmUntilMs ? 0 : DELAY_MS)
  }
  const onFocusIn = (event: FocusEvent) => {
    hide()
    showFocused(event.target)
  }
  const showFocused = (target: EventTarget | null) => {
    const element = hintedElement(target)
    if (element?.matches(':focus-visible')) showFor(element)
  }
  const onPointerDown = () => {
    hide()
    warmUntilMs = 0
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide()
  }
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('pointerover', onPointerOver, { signal })
  document.addEventListener('focusin', onFocusIn, { signal })
  document.addEventListener('focusout', hide, { signal })
  document.addEventListener('pointerdown', onPointerDown, { signal, capture: true })
  document.addEventListener('keydown', onKeyDown, { signal })
  // The mouse or the focus that wanted this is there already.
  const hovered = hintedElement(Array.from(document.querySelectorAll(':hover')).at(-1) ?? null)
  if (hovered !== null) showSoon(hovered)
  else showFocused(document.activeElement)
  return () => {
    clearTimeout(timer)
    listening.abort()
  }
}

function hintedElement(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof Element)) return null
  // An open button's panel is beside it, where the tooltip would lie.
  return target.closest<HTMLElement>('[data-tooltip]:not([aria-expanded="true"])')
}

function hintOf(element: HTMLElement): Hint {
  const { tooltip = '', tooltipKeys = '' } = element.dataset
  return { text: tooltip, keys: tooltipKeys, anchor: element.getBoundingClientRect() }
}
