// Tells the chrome how the session stands. The one writer of the board store's parts about saving,
// loading and people.

import type { Client, ClientState, Coming } from '@inkroom/client'
import type { PersonId } from '@inkroom/protocol'
import { addNotice, boardStore, removeNotice } from '../app/board-store.ts'
import { peopleList } from './people-list.ts'
import { saveStateOf } from './save-state.ts'

/** A batch on its way for less than this is no news: the state would flicker 50 times a second. */
const SAVING_SHOWN_AFTER_MS = 400
/** What loads quicker needs no progress bar. */
const LOADING_SHOWN_AFTER_MS = 300
const NOTICE_MS = 4_000
const MAX_REFUSED_SHOWN = 100

export class SessionReport {
  private readonly client: Client
  private readonly activeAtMs = new Map<PersonId, number>()
  private hasJoined = false
  private isFull = false
  private joiningSinceMs = 0
  private savingTimer: number | null = null

  constructor(client: Client) {
    this.client = client
    client.on('state', state => this.showState(state))
    client.on('progress', () => this.showLoad(client.state))
    client.on('unsettled', ({ count }) => this.showUnsettled(count))
    client.on('people', () => this.showPeople())
    client.on('joined', coming => this.announce('joined', coming))
    client.on('left', coming => this.announce('left', coming))
    client.on('refused', ({ counter, refusal: reason }) => {
      boardStore.setState(({ refused }) => ({
        refused: [...refused, { counter, reason }].slice(-MAX_REFUSED_SHOWN),
      }))
    })
    client.on('welcome', ({ mayDraw }) => boardStore.setState({ isReadOnly: !mayDraw }))
    client.on('board-replaced', () => {
      addNotice({ kind: 'error', id: 'unsent-work-held', reason: 'unsent-work-held' })
    })
    this.showState(client.state)
  }

  /** Somebody drew or moved a pointer. */
  active(person: PersonId): void {
    this.activeAtMs.set(person, Date.now())
  }

  /** The outbox takes no more, or does again. */
  setFull(isFull: boolean): void {
    if (this.isFull === isFull) return
    this.isFull = isFull
    this.showSave()
  }

  showPeople(): void {
    const { people: here, peopleCount, person: self } = this.client
    const nowMs = Date.now()
    const people = peopleList({ here, self, activeAtMs: this.activeAtMs, nowMs })
    boardStore.setState({ people, peopleCount })
  }

  private showState(state: ClientState): void {
    if (state.kind === 'joining' && this.joiningSinceMs === 0) this.joiningSinceMs = Date.now()
    if (state.kind !== 'joining') this.joiningSinceMs = 0
    if (state.kind === 'live') this.hasJoined = true
    this.showLoad(state)
    this.showSave()
  }

  private showLoad(state: ClientState): void {
    const isLong = Date.now() - this.joiningSinceMs > LOADING_SHOWN_AFTER_MS
    if (state.kind !== 'joining') boardStore.setState({ load: { kind: 'ready' } })
    else if (isLong && state.totalBytes > 0) {
      const { receivedBytes, totalBytes } = state
      boardStore.setState({ load: { kind: 'loading', receivedBytes, totalBytes } })
    }
  }

  private showUnsettled(count: number): void {
    if (count === 0) this.setFull(false)
    const isLive = this.client.state.kind === 'live'
    const isShown = boardStore.getState().save.kind !== 'saved'
    if (!isLive || count === 0 || isShown) return this.showSave()
    this.savingTimer ??= window.setTimeout(() => this.showSave(), SAVING_SHOWN_AFTER_MS)
  }

  private showSave(): void {
    if (this.savingTimer !== null) window.clearTimeout(this.savingTimer)
    this.savingTimer = null
    const { state: client, unsettledCount: unsettled } = this.client
    const { hasJoined, isFull } = this
    boardStore.setState({ save: saveStateOf({ client, unsettled, hasJoined, isFull }) })
  }

  private announce(kind: 'joined' | 'left', { person, profile, count }: Coming): void {
    // One line a person: who leaves and comes back is not two lines.
    const id = `person-${person}`
    addNotice({ kind, id, name: profile.name, count })
    window.setTimeout(() => removeNotice(id), NOTICE_MS)
  }
}
