import { expect, it, vi } from 'vitest'
import { byTestId, open, renderApp, useFreshApp } from '../app/testing/render-app.tsx'

useFreshApp()

async function headingsOnScreenThat(answers: string): Promise<readonly (string | null)[]> {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    // What the help asks of a query is whether it matches.
    media => Object.assign(new EventTarget(), { matches: media === answers }) as MediaQueryList,
  )
  renderApp()
  await open('help')
  return [...byTestId('help-dialog').querySelectorAll('h2')].map(({ textContent }) => textContent)
}

it('tells of gestures first where fingers are what points', async () => {
  const headings = await headingsOnScreenThat('(pointer: coarse)')
  expect(headings).toEqual(['Touch and pen', 'Keys for tools', 'Keys for commands'])
})

it('tells of keys first where a mouse is', async () => {
  const headings = await headingsOnScreenThat('(pointer: fine)')
  expect(headings).toEqual(['Keys for tools', 'Touch and pen', 'Keys for commands'])
})
