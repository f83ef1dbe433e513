import { afterEach, describe, expect, it, vi } from 'vitest'
import { copyText } from './copy-text.ts'

/** What the old command copied, or null where it refused. */
let copied: (string | null)[] = []

function stubPage(clipboard: Partial<Clipboard> | undefined, execCommand: boolean): void {
  copied = []
  vi.spyOn(window, 'navigator', 'get').mockReturnValue(
    // Only the clipboard is asked for.
    { clipboard } as unknown as Navigator,
  )
  document.execCommand = () => {
    const field = document.querySelector('textarea')
    copied.push(execCommand ? (field?.value ?? null) : null)
    return execCommand
  }
}

afterEach(() => document.body.replaceChildren())

describe('copying', () => {
  it('uses the clipboard where there is one', async () => {
    const writeText = vi.fn<Clipboard['writeText']>(() => Promise.resolve())
    stubPage({ writeText }, true)
    await copyText('a link', document)
    expect(writeText).toHaveBeenCalledWith('a link')
    expect(copied).toEqual([])
  })

  it('works over plain http, where the clipboard is withheld', async () => {
    stubPage(undefined, true)
    await copyText('a link', document)
    expect(copied).toEqual(['a link'])
  })

  it('tries the other way where the clipboard is refused, and fails where both are', async () => {
    const writeText = () => Promise.reject(new Error('denied'))
    stubPage({ writeText }, true)
    await copyText('a link', document)
    expect(copied).toEqual(['a link'])
    stubPage({ writeText }, false)
    await expect(copyText('a link', document)).rejects.toThrow('closed')
  })

  it('leaves the page and its focus as they were', async () => {
    stubPage(undefined, true)
    const button = document.body.appendChild(document.createElement('button'))
    button.focus()
    await copyText('a link', document)
    expect(document.querySelector('textarea')).toBeNull()
    expect(document.activeElement).toBe(button)
  })
})
