import { afterEach, describe, expect, it, vi } from 'vitest'
import { freePadding } from './free-padding.ts'

function page(width: number, panelEnd: number | null) {
  vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(width)
  if (panelEnd === null) return document
  const panel = document.body.appendChild(document.createElement('section'))
  panel.className = 'style-panel'
  vi.spyOn(panel, 'getBoundingClientRect').mockReturnValue(new DOMRect(12, 0, panelEnd - 12, 400))
  return document
}

afterEach(() => {
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

describe('what the chrome leaves free', () => {
  const bars = { left: 72, top: 72, right: 72, bottom: 72 }

  it('lies between the bars', () => {
    expect(freePadding(page(1280, null))).toEqual(bars)
  })

  it('begins past the style panel on a desk', () => {
    expect(freePadding(page(1280, 236))).toEqual({ ...bars, left: 252 })
  })

  it('is no smaller for the sheet of a phone, open or not', () => {
    const phone = { left: 48, top: 48, right: 48, bottom: 48 }
    expect(freePadding(page(384, 380))).toEqual(phone)
    // Not on the page, it has no box.
    expect(freePadding(page(384, 0))).toEqual(phone)
  })
})
