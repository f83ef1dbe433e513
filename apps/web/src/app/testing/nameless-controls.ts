// What a person who hears the page could not tell from the rest of it.

/** What assistive technology would say, from the places we use. */
function accessibleName(element: Element): string {
  const id = element.getAttribute('aria-labelledby')
  const label = (id === null ? null : document.getElementById(id)) ?? element.closest('label')
  const source = element.hasAttribute('aria-label') ? element : (label ?? element)
  return (source.getAttribute('aria-label') ?? source.textContent).trim()
}

const CONTROLS =
  'button, input, summary, progress, dialog, [role]:not([role="status"], [role="alert"])'

export const namelessControls = () =>
  [...document.querySelectorAll(CONTROLS)]
    .filter(element => !element.matches('ul, [role="group"] [role="none"], [role="separator"]'))
    .filter(element => accessibleName(element) === '')
    .map(element => element.outerHTML)
