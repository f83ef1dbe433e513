// Puts text on the clipboard, also where browsers withhold the clipboard from scripts: over plain http.

/** Rejects when the browser keeps the clipboard closed. */
export async function copyText(text: string, page: Document): Promise<void> {
  const isCopied = (await writeClipboard(text, page)) || copySelected(text, page)
  if (!isCopied) throw new Error('the browser keeps the clipboard closed')
}

async function writeClipboard(text: string, page: Document): Promise<boolean> {
  // The DOM's types promise a clipboard that insecure contexts do not have.
  const clipboard: Clipboard | undefined = page.defaultView?.navigator.clipboard
  if (clipboard === undefined) return false
  try {
    await clipboard.writeText(text)
    return true
  } catch {
    // Not permitted: the other way may be.
    return false
  }
}

/** The command copies what is selected: a field that nobody sees, for a moment. */
function copySelected(text: string, page: Document): boolean {
  const before = page.activeElement
  const field = page.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.style.cssText = 'position: fixed; inset: 0 auto auto 0; opacity: 0'
  page.body.append(field)
  field.select()
  const isCopied = page.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return isCopied
}
