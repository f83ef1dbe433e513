// One board of one page: the client, the document and, while the canvas is on the page, the surface and
// the input, put together. It carries out what the chrome asks for (BoardActions).

import { type Client, createClient } from '@inkroom/client'
import {
  browserEnvironment,
  browserOutboxStore,
  drawKey,
  followPage,
  keepIn,
  socketUrlOf,
} from '@inkroom/client/browser'
import { Document, type InkObject } from '@inkroom/document'
import { boxesIntersect } from '@inkroom/geometry'
import { authorIdOf, personIdOf, utf8ToBytes } from '@inkroom/protocol'
import type { BoardActions, TrayWork } from '../app/board-actions.ts'
import { boardStore, CLEARED_NOTICE_ID, removeNotice } from '../app/board-store.ts'
import { freePadding } from '../app/free-padding.ts'
import { preferencesStore, wasVisitedBefore } from '../app/preferences-store.ts'
import { activeTool, toolStore } from '../app/tool-store.ts'
import type { BoardSurface, BoardSurfaceElements } from '../canvas/board-surface.ts'
import { beginFromKept } from '../keeping/keep-board.ts'
import { boardPath } from './board-address.ts'
import { DocumentEditor, type NotTakenReason } from './board-editor.ts'
import { copyText } from './copy-text.ts'
import { type MountedSurface, mountSurface, type SurfaceBoard } from './mounted-surface.ts'
import { sentProfile } from './sent-profile.ts'
import { SessionReport } from './session-report.ts'
import { ShownPeers } from './shown-peers.ts'

export interface BoardControllerOptions {
  /** As in the address; a wrong one ends in a sentence of its own. */
  readonly roomName: string
  readonly capability: string
  readonly personKey: Uint8Array
}

export class BoardController implements BoardActions, SurfaceBoard {
  readonly document: Document
  readonly client: Client
  readonly editor: DocumentEditor
  readonly report: SessionReport
  private readonly peers: ShownPeers
  private mounted: MountedSurface | null = null
  private hasJoined = false
  /** As it was left, or as it is. */
  private hasBoard = false

  constructor({ roomName, capability, personKey }: BoardControllerOptions) {
    const authorKey = drawKey()
    const author = authorIdOf(authorKey)
    this.document = new Document({ author, person: personIdOf(personKey) })
    this.client = createClient({
      url: socketUrlOf(location),
      environment: browserEnvironment,
      keepWork: keepIn(browserOutboxStore()),
      roomName,
      personKey,
      authorKey,
      replica: this.document,
      capability: utf8ToBytes(capability),
      profile: sentProfile(preferencesStore.getState()),
    })
    this.report = new SessionReport(this.client, browserEnvironment.clock)
    const surface = () => this.mounted?.surface ?? null
    this.peers = new ShownPeers({ client: this.client, report: this.report, surface })
    const onNotTaken = (why: NotTakenReason) => this.report.showNotTaken(why)
    this.editor = new DocumentEditor({ document: this.document, client: this.client, onNotTaken })
    boardStore.setState({ boardId: roomName })
    this.listen()
    void this.begin(roomName)
  }

  /** For the canvas component: shows the board on these elements until the returned function is called. */
  readonly attach = (host: HTMLElement, elements: BoardSurfaceElements): (() => void) => {
    const mounted = mountSurface(this, host, elements)
    this.mounted = mounted
    if (this.hasBoard) lookAround(mounted.surface)
    return () => {
      mounted.dispose()
      if (this.mounted === mounted) this.mounted = null
    }
  }

  // Each of these is about whole strokes: the one under the pen is finished first.

  undo(): void {
    this.mounted?.endGesture()
    this.editor.undo()
    // The clearing is taken back by now, or what was drawn since is: its offer would take another step.
    removeNotice(CLEARED_NOTICE_ID)
  }

  redo(): void {
    this.mounted?.endGesture()
    this.editor.redo()
  }

  zoomBy(factor: number): void {
    const surface = this.mounted?.surface
    surface?.zoomAroundCentre(surface.camera.zoom * factor)
  }

  zoomTo(zoom: number): void {
    this.mounted?.surface.zoomAroundCentre(zoom)
  }

  zoomToFit(): void {
    this.mounted?.surface.fit(freePadding(document))
  }

  clearBoard(): void {
    this.mounted?.endGesture()
    this.editor.clear()
  }

  async exportPng(): Promise<void> {
    if (this.mounted === null) return
    const { surface, follower } = this.mounted
    const ink = { scene: surface.scene, wet: Array.from(follower.wetStrokes) }
    // Few visits export: its code comes when it is asked for.
    const { exportPng } = await import('../export/export-png.ts')
    await exportPng(ink, this.document.title || 'inkroom')
  }

  setTitle(text: string): void {
    if (text !== this.document.title) this.editor.setTitle(text)
  }

  setPersonName(personName: string): void {
    preferencesStore.setState({ personName })
    this.sendProfile()
  }

  setPersonColor(personColor: number): void {
    preferencesStore.setState({ personColor })
    this.sendProfile()
  }

  newBoard(): void {
    location.assign('/')
  }

  openBoard(id: string): void {
    location.assign(boardPath(id))
  }

  async copyLink(): Promise<void> {
    await copyText(location.href, document)
  }

  retryNow(): void {
    this.client.retryNow()
  }

  dismissNotice(id: string): void {
    removeNotice(id)
  }

  trayWork(): readonly TrayWork[] {
    return this.report.tray.work
  }

  putTrayAway(): void {
    this.report.tray.putStoredAway()
  }

  deleteTray(): void {
    this.report.tray.delete()
  }

  readonly followPen = (ink: InkObject): void => this.peers.followPen(ink)

  /** The tool in the hand draws. */
  get drawingTool(): ReturnType<typeof activeTool> | null {
    const tool = activeTool(toolStore.getState())
    return tool === 'hand' || boardStore.getState().isReadOnly ? null : tool
  }

  private sendProfile(): void {
    this.client.setProfile(sentProfile(preferencesStore.getState()))
  }

  private listen(): void {
    const { client, document } = this
    document.onChange(change => {
      this.mounted?.follower.follow(change)
      this.showDocument()
    })
    document.history.onChange(() => this.showDocument())
    client.on('live', () => this.showJoined())
    client.on('ephemeral', word => this.peers.take(word))
    // A batch may change what is settled without changing what shows.
    client.on('batch', () => this.mounted?.surface.requestFrame())
    client.on('people', () => this.dropAbsent())
    // What no one should see is for who looks for it: in the browser's console.
    client.on('error', ({ error }) => reportError(error))
  }

  private showDocument(): void {
    const { title, isEmpty, history } = this.document
    const { canUndo, canRedo } = history
    const before = boardStore.getState()
    // Nobody knows that a board is empty before it was joined.
    const isKnownEmpty = isEmpty && this.hasJoined
    const hasInk = !isEmpty
    const isSame =
      before.title === title &&
      before.canUndo === canUndo &&
      before.canRedo === canRedo &&
      before.isEmpty === isKnownEmpty &&
      before.hasInk === hasInk
    if (!isSame) boardStore.setState({ title, canUndo, canRedo, isEmpty: isKnownEmpty, hasInk })
  }

  private async begin(roomName: string): Promise<void> {
    const { client, document } = this
    // Without a network there is nothing else to begin from, and nobody waits longer for it.
    const mayBeKept = wasVisitedBefore(preferencesStore.getState(), roomName) || !navigator.onLine
    const parts = { roomName, client, document, page: window, mayBeKept, onKept: showBoardKept }
    if (await beginFromKept(parts)) this.showBoard()
    const leavePage = followPage(client, window)
    client.on('state', ({ kind }) => {
      if (kind === 'stopped') leavePage()
    })
    client.connect()
  }

  private showBoard(): void {
    const isFirst = !this.hasBoard
    this.hasBoard = true
    if (isFirst && this.mounted !== null) lookAround(this.mounted.surface)
  }

  private showJoined(): void {
    this.hasJoined = true
    this.showBoard()
    this.showDocument()
    // Of a snapshot's unfinished strokes some have no author here; the people may have come before it.
    if (this.client.people.length > 0) this.dropAbsent()
  }

  /** Whoever is gone has no cursor, and no stroke in the making. */
  private dropAbsent(): void {
    const here = new Set(this.client.people.flatMap(({ peers }) => peers.map(peer => peer.author)))
    here.add(this.client.author)
    this.mounted?.surface.cursors.keep(here)
    this.mounted?.follower.keep(here)
  }
}

function showBoardKept(isBoardKept: boolean): void {
  boardStore.setState({ isBoardKept })
}

/** Everyone begins at the same place; if nothing is there to see, where the ink is. */
function lookAround(surface: BoardSurface): void {
  const bounds = surface.scene.bounds()
  if (bounds !== null && !boxesIntersect(bounds, surface.visible)) {
    surface.fit(freePadding(document))
  }
}
