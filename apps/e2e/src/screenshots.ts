// Takes the pictures for people: two of them draw a landscape on a board of the built server.
//
//   npx tsx apps/e2e/src/screenshots.ts FOLDER [CHROMIUM]
//
// CHROMIUM is the path of a browser: Playwright's own by default, or the system's where there is one.

import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTitle } from '@inkroom/document'
import { EPHEMERAL_KINDS, encodeCursor, type Op, type Profile } from '@inkroom/protocol'
import { type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { seededRandom } from '../wire/seeded-random.ts'
import { atRest, WirePerson } from '../wire/wire-person.ts'
import { characterStrokes, type InkLook, inTurns, opsOf, type Stroke } from './real-ink.ts'
import { ServerProcess } from './server-process.ts'
import { handDrawn, LAND, SAIL_BEGUN, SAIL_GOING_ON, SKY } from './sketch.ts'

const SYSTEM_CHROMIUM = '/usr/bin/chromium'
const [folder = 'screenshots', wantedBrowser] = process.argv.slice(2)
const BOARD = 'harbour'
const random = seededRandom(3)
const VIEWER = { personName: 'Ivory Heron', personColor: 8 }

interface Drawn {
  readonly stroke: Stroke
  readonly look: InkLook
}

const sketched = (lines: typeof LAND): Drawn[] =>
  lines.map(line => ({ stroke: handDrawn(line, random), look: line.look }))

/** "Drawn together", one character below the other. */
function inscription(): Drawn[] {
  const look: InkLook = { color: { kind: 'palette', index: 0 }, widthPx: 5 }
  return Array.from('一起画').flatMap((character, at) =>
    characterStrokes(character, { left: 484, top: -330 + at * 78, sizePx: 72 }).map(stroke => ({
      stroke,
      look,
    })),
  )
}

function draw(person: WirePerson, all: readonly Drawn[]): void {
  const sources = all.map(({ stroke, look }): Iterable<Op> => {
    return opsOf(stroke, { n: person.minter.next(), page: 0 }, look)
  })
  for (const op of inTurns(sources, 1)) person.submit(op)
}

/** Begins a stroke and leaves the pen down. */
function drawOn(person: WirePerson, { stroke, look }: Drawn): void {
  const ops = [...opsOf(stroke, { n: person.minter.next(), page: 0 }, look)]
  for (const op of ops.slice(0, -1)) person.submit(op)
}

async function artist(server: ServerProcess, profile: Profile): Promise<WirePerson> {
  return new WirePerson({ url: server.socketUrl, roomName: BOARD, profile }).live()
}

async function paintBoard(server: ServerProcess): Promise<{ mei: WirePerson; tom: WirePerson }> {
  const mei = await artist(server, { name: 'Mei', color: 2 })
  const tom = await artist(server, { name: 'Tom', color: 6 })
  draw(mei, [...sketched(SKY), ...inscription(), ...sketched(SAIL_BEGUN)])
  draw(tom, sketched(LAND))
  mei.submit(...setTitle('Harbour', { board: mei.document, mint: () => mei.minter.next() }))
  await atRest(mei, tom)
  return { mei, tom }
}

interface Shot {
  readonly name: string
  readonly options: BrowserContextOptions
  /** Fits the drawing into the window. */
  readonly fits: boolean
}

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const SHOTS: readonly Shot[] = [
  { name: 'desktop-light', options: { colorScheme: 'light' }, fits: false },
  { name: 'desktop-dark', options: { colorScheme: 'dark' }, fits: false },
  { name: 'phone-light', options: { ...PHONE, colorScheme: 'light' }, fits: true },
  { name: 'phone-dark', options: { ...PHONE, colorScheme: 'dark' }, fits: true },
]

async function openBoard(page: Page, server: ServerProcess): Promise<void> {
  await page.addInitScript(viewer => {
    localStorage.setItem('inkroom.preferences', JSON.stringify(viewer))
  }, VIEWER)
  await page.goto(`${server.origin}/b/${BOARD}`)
  await page.locator('[data-testid="save-state"][data-state="saved"]').waitFor()
  await page.locator('[data-testid="canvas"][data-strokes]').waitFor()
}

/** Both are at work while the picture is taken: Mei on the sail, Tom with his pen above the water. */
async function showAtWork(
  page: Page,
  { mei, tom }: { mei: WirePerson; tom: WirePerson },
): Promise<void> {
  const [sail] = sketched([SAIL_GOING_ON])
  if (sail !== undefined) drawOn(mei, sail)
  const place = { x: 396, y: 72, page: 0 }
  tom.client.sendEphemeral(EPHEMERAL_KINDS.cursor, encodeCursor(place))
  await page.locator('.cursor-name', { hasText: 'Mei' }).waitFor()
  await page.locator('.cursor-name', { hasText: 'Tom' }).waitFor()
  await page.waitForFunction(() => document.querySelectorAll('.notice').length === 0)
}

async function take({ name, options, fits }: Shot): Promise<void> {
  const server = await ServerProcess.launch()
  const artists = await paintBoard(server)
  const executablePath =
    wantedBrowser ?? (existsSync(SYSTEM_CHROMIUM) ? SYSTEM_CHROMIUM : undefined)
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  const size = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 }
  const page = await (await browser.newContext({ ...size, ...options })).newPage()
  await openBoard(page, server)
  if (fits) await page.keyboard.press('Shift+Digit1')
  await showAtWork(page, artists)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await browser.close()
  for (const person of [artists.mei, artists.tom]) person.close()
  await server.dispose()
}

mkdirSync(folder, { recursive: true })
for (const shot of SHOTS) await take(shot)
