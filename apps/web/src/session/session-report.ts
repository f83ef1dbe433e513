// Tells the chrome how the session stands. The one writer of the board store's parts about saving,
// loading, people and the right to draw.

import type { Client, ClientState, Clock, Coming } from '@inkroom/client'
import { type PersonId, unreachable } from '@inkroom/protocol'
import { addNotice, boardStore } from '../app/board-store.ts'
import type { NotTakenReason } from './board-editor.ts'
import { peopleList } from './people-list.ts'
import { saveStateOf } from './save-state.ts'
import { WorkTray } from './work-tray.ts'

/** A batch on its way for less than this is no news: the state would flicker 50 times a second. */
const SAVING_SHOWN_AFTER_MS = 400
/** What loads quicker needs no progress bar. */
const LOADING_SHOWN_AFTER_MS = 300
/** A bar that moves more often looks no smoother, and takes the time in which the board could come. */
const LOADING_SHOWN_EVERY_MS = 100

/** What the report reads of the client. */
type Reported = Pick<
  Client,
  | 'on'
  | 'state'
  | 'unsettledCount'
  | 'isKept'
  | 'heldWork'
  | 'discardHeld'
  | 'people'
  | 'peopleCount'
  | 'person'
>

export class SessionReport {
  readonly tray: WorkTray
  private readonly client: Reported
  private readonly clock: Clock
  private readonly activeAtMs = new Map<PersonId, number>()
  private hasJoined = false
  private mayDraw = true
  private isBoardFull = false
  /** How many batches waited when no more fitted; null while there is room. */
  private fullAtCount: number | null = null
  private joiningSinceMs: number | null = null
  private loadShownAtMs = Number.NEGATIVE_INFINITY
  private cancelSaving: (() => void) | null = null

  constructor(client: Reported, clock: Clock) {
    this.client = client
    this.clock = clock
    this.tray = new WorkTray(client, clock)
    client.on('state', state => this.showState(state))
    client.on('progress', () => this.showLoad(client.state))
    client.on('unsettled', ({ count }) => this.showUnsettled(count))
    client.on('kept', () => this.showSave())
    client.on('recovered', ({ sent: count }) => {
      if (count > 0) addNotice({ kind: 'recovered', id: 'recovered', count })
    })
    client.on('people', () => this.showPeople())
    client.on('joined', coming => announce('joined', coming))
    client.on('left', coming => announce('left', coming))
    client.on('welcome', ({ mayDraw, isFull }) => {
      this.showBoardFull(isFull)
      this.showRights(mayDraw)
    })
    client.on('beat', ({ isFull }) => this.showBoardFull(isFull))
    client.on('refused', ({ refusal, roomName }) => {
      // Work that an earlier visit left for another board says nothing of this one.
      if (refusal === 'board-full' && roomName === undefined) this.showBoardFull(true)
    })
    client.on('history-replaced', () => {
      addNotice({ kind: 'error', id: 'history-replaced', reason: 'history-replaced' })
    })
    this.showState(client.state)
  }

  /** Somebody drew or moved a pointer. */
  active(person: PersonId): void {
    this.activeAtMs.set(person, this.clock.nowMs())
  }

  showNotTaken(why: NotTakenReason): void {
    switch (why) {
      case 'full':
        this.fullAtCount = this.client.unsettledCount
        this.showSave()
        break
      case 'too-large':
        this.tray.addNotTaken('too-large')
        break
      case 'stopped':
        // The client's state has said it already.
        break
      default:
        unreachable(why)
    }
  }

  showPeople(): void {
    const { people: here, peopleCount, person: self } = this.client
    const nowMs = this.clock.nowMs()
    const people = peopleList({ here, self, activeAtMs: this.activeAtMs, nowMs })
    const before = boardStore.getState()
    // Looked at every second: the bar is not to be made anew for nothing.
    const isSame =
      before.peopleCount === peopleCount && JSON.stringify(before.people) === JSON.stringify(people)
    if (!isSame) boardStore.setState({ people, peopleCount })
  }

  private showState(state: ClientState): void {
    if (state.kind === 'joining') this.joiningSinceMs ??= this.clock.nowMs()
    else this.joiningSinceMs = null
    if (state.kind === 'live') this.hasJoined = true
    this.showLoad(state)
    this.showSave()
    this.showRights(this.mayDraw)
  }

  /** All that is drawn would be refused: the board is only looked at until there is space again. */
  private showBoardFull(isBoardFull: boolean): void {
    if (isBoardFull === this.isBoardFull) return
    this.isBoardFull = isBoardFull
    this.showSave()
    this.showRights(this.mayDraw)
  }

  /** A stopped client takes no more ink, so the board is only looked at; the save state says why. */
  private showRights(mayDraw: boolean): void {
    this.mayDraw = mayDraw
    const isReadOnly = !mayDraw || this.isBoardFull || this.client.state.kind === 'stopped'
    if (boardStore.getState().isReadOnly !== isReadOnly) boardStore.setState({ isReadOnly })
  }

  private showLoad(state: ClientState): void {
    const nowMs = this.clock.nowMs()
    const isLong = nowMs - (this.joiningSinceMs ?? nowMs) > LOADING_SHOWN_AFTER_MS
    const isNews = nowMs - this.loadShownAtMs >= LOADING_SHOWN_EVERY_MS
    if (state.kind !== 'joining') boardStore.setState({ load: { kind: 'ready' } })
    else if (isLong && isNews && state.totalBytes > 0) {
      const { receivedBytes, totalBytes } = state
      this.loadShownAtMs = nowMs
      boardStore.setState({ load: { kind: 'loading', receivedBytes, totalBytes } })
    }
  }

  private showUnsettled(count: number): void {
    // Not as soon as one more fits: the sentence would come and go with each batch.
    if (this.fullAtCount !== null && count <= this.fullAtCount / 2) this.fullAtCount = null
    const isLive = this.client.state.kind === 'live'
    const isShown = boardStore.getState().save.kind !== 'saved'
    if (!isLive || count === 0 || isShown) return this.showSave()
    this.cancelSaving ??= this.clock.setTimer(() => this.showSave(), SAVING_SHOWN_AFTER_MS)
  }

  private showSave(): void {
    this.cancelSaving?.()
    this.cancelSaving = null
    const { state: client, unsettledCount: unsettled, isKept } = this.client
    const { hasJoined, isBoardFull } = this
    const isFull = this.fullAtCount !== null
    const facts = { client, unsettled, isKept, hasJoined, isFull, isBoardFull }
    boardStore.setState({ save: saveStateOf(facts) })
  }
}

/** One line a person: who leaves and comes back is not two lines. The notice ends by itself. */
function announce(kind: 'joined' | 'left', { person, profile, count }: Coming): void {
  addNotice({ kind, id: `person-${person}`, name: profile.name, count })
}
