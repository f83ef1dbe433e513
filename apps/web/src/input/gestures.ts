// Which pointers do what: one that draws, fingers that move the board. A state union with one writer,
// free of the DOM, so that recorded lists of events can be played through it.
//
//   idle ─ pen, mouse or first finger ─▶ tool ─ up ─▶ idle
//     │                                    │ second finger: the stroke is dropped if young, else kept
//     └─ finger in pen mode ─▶ pan ────────┼─ late ────▶ pinch ─ a finger up ─▶ pan ─ up ─▶ idle
//                                          └─ at once ─▶ tap ─ one moves or stays ─▶ pinch or pan
//                                                         └─ all up ─▶ idle

import type { Point } from '@inkroom/geometry'
import { unreachable } from '@inkroom/protocol'

export type PointerKind = 'mouse' | 'pen' | 'touch'

export interface Contact {
  readonly id: number
  readonly kind: PointerKind
  readonly at: Point
  /** Of a contact that is held: when it came down. */
  readonly timeMs: number
}

export type Gesture =
  | { readonly kind: 'idle' }
  | { readonly kind: 'tool'; readonly contact: Contact }
  | { readonly kind: 'pan'; readonly contact: Contact }
  | { readonly kind: 'pinch'; readonly contacts: readonly [Contact, Contact] }
  | Tap

/** Fingers that came down together and have neither moved nor stayed so far. */
interface Tap {
  readonly kind: 'tap'
  /** Where they came down: those that are still there. */
  readonly contacts: readonly Contact[]
  readonly sinceMs: number
  readonly lifted: number
}

/** What the gesture asks of the board. */
export type GestureEffect =
  | { readonly kind: 'tool-down'; readonly contact: Contact }
  | { readonly kind: 'tool-move'; readonly contact: Contact }
  | { readonly kind: 'tool-up'; readonly contact: Contact }
  /** What the tool did is taken back: a palm, or a finger that turned out to be half of a pinch. */
  | { readonly kind: 'tool-discard' }
  | { readonly kind: 'pan-by'; readonly delta: Point }
  | {
      readonly kind: 'pinch'
      readonly before: readonly [Point, Point]
      readonly after: readonly [Point, Point]
    }
  /** So many fingers touched the board together, and left. */
  | { readonly kind: 'tap'; readonly fingers: number }

export interface GestureStep {
  readonly gesture: Gesture
  readonly effects: readonly GestureEffect[]
}

export interface GestureRules {
  /** A pen was seen: fingers only move the board. */
  readonly isPenMode: boolean
  /** The contact pans whatever the tool is: the middle button, or the hand. */
  readonly pans: boolean
}

export const IDLE: Gesture = { kind: 'idle' }

/** A touch stroke younger than this gives way to a second finger or to a pen. */
export const YOUNG_STROKE_MS = 150

/** Fingers that are down for longer than this, or go farther, do not tap. */
export const TAP_MS = 300
export const TAP_SLOP_PX = 10

/** More fingers than this mean nothing here, but to the system. */
const MAX_TAP_FINGERS = 3

const none = (gesture: Gesture): GestureStep => ({ gesture, effects: [] })

function startTool(contact: Contact, before: readonly GestureEffect[] = []): GestureStep {
  return {
    gesture: { kind: 'tool', contact },
    effects: [...before, { kind: 'tool-down', contact }],
  }
}

function endTouchStroke(held: Contact, nowMs: number): GestureEffect {
  const isYoung = nowMs - held.timeMs < YOUNG_STROKE_MS
  return isYoung ? { kind: 'tool-discard' } : { kind: 'tool-up', contact: held }
}

/** Two fingers: if they came at once they may be tapping, else they move the board. */
function joinFingers(held: Contact, next: Contact): Gesture {
  const sinceMs = held.timeMs
  const mayTap =
    held.kind === 'touch' && next.kind === 'touch' && next.timeMs - sinceMs < YOUNG_STROKE_MS
  return mayTap
    ? { kind: 'tap', contacts: [held, next], sinceMs, lifted: 0 }
    : { kind: 'pinch', contacts: [held, next] }
}

function downWhileTapping(tap: Tap, next: Contact): Gesture {
  const contacts = [...tap.contacts, next]
  const mayTap =
    tap.lifted === 0 && contacts.length <= MAX_TAP_FINGERS && next.timeMs - tap.sinceMs < TAP_MS
  return mayTap ? { ...tap, contacts } : movingBoard(tap.contacts)
}

/** What fingers do that do not tap. */
function movingBoard([first, second]: readonly Contact[]): Gesture {
  if (first === undefined) return IDLE
  return second === undefined
    ? { kind: 'pan', contact: first }
    : { kind: 'pinch', contacts: [first, second] }
}

function moveWhileTapping(tap: Tap, moved: Contact): GestureStep {
  const held = tap.contacts.find(({ id }) => id === moved.id)
  if (held === undefined) return none(tap)
  const movedPx = Math.hypot(moved.at.x - held.at.x, moved.at.y - held.at.y)
  const mayTap = moved.timeMs - tap.sinceMs < TAP_MS && movedPx < TAP_SLOP_PX
  // From where they came down: the board catches up with what they have moved by now.
  return mayTap ? none(tap) : pointerMove(movingBoard(tap.contacts), moved)
}

function upWhileTapping(tap: Tap, { id, timeMs }: Contact): GestureStep {
  const contacts = tap.contacts.filter(contact => contact.id !== id)
  if (contacts.length === tap.contacts.length) return none(tap)
  if (timeMs - tap.sinceMs >= TAP_MS) return none(movingBoard(contacts))
  const lifted = tap.lifted + 1
  if (contacts.length > 0) return none({ ...tap, contacts, lifted })
  return { gesture: IDLE, effects: [{ kind: 'tap', fingers: lifted }] }
}

function downWhileDrawing(held: Contact, next: Contact): GestureStep {
  const bothTouch = held.kind === 'touch' && next.kind === 'touch'
  if (bothTouch) {
    const effects = [endTouchStroke(held, next.timeMs)]
    return { gesture: joinFingers(held, next), effects }
  }
  // A pen takes over from a palm; a palm beside a pen is nothing.
  if (next.kind === 'pen' && held.kind === 'touch') {
    return startTool(next, [endTouchStroke(held, next.timeMs)])
  }
  return none({ kind: 'tool', contact: held })
}

export function pointerDown(gesture: Gesture, contact: Contact, rules: GestureRules): GestureStep {
  const pans = rules.pans || (contact.kind === 'touch' && rules.isPenMode)
  switch (gesture.kind) {
    case 'idle':
      return pans ? none({ kind: 'pan', contact }) : startTool(contact)
    case 'tool':
      return downWhileDrawing(gesture.contact, contact)
    case 'pan':
      if (contact.kind === 'pen' && !rules.pans) return startTool(contact)
      return none(joinFingers(gesture.contact, contact))
    case 'tap':
      if (contact.kind === 'pen' && !rules.pans) return startTool(contact)
      return none(downWhileTapping(gesture, contact))
    case 'pinch':
      return contact.kind === 'pen' && !rules.pans ? startTool(contact) : none(gesture)
    default:
      return unreachable(gesture)
  }
}

function movedPinch(gesture: Extract<Gesture, { kind: 'pinch' }>, moved: Contact): GestureStep {
  const [a, b] = gesture.contacts
  if (moved.id !== a.id && moved.id !== b.id) return none(gesture)
  const contacts: readonly [Contact, Contact] = moved.id === a.id ? [moved, b] : [a, moved]
  return {
    gesture: { kind: 'pinch', contacts },
    effects: [{ kind: 'pinch', before: [a.at, b.at], after: [contacts[0].at, contacts[1].at] }],
  }
}

export function pointerMove(gesture: Gesture, contact: Contact): GestureStep {
  switch (gesture.kind) {
    case 'idle':
      return none(gesture)
    case 'tool':
      if (gesture.contact.id !== contact.id) return none(gesture)
      return {
        // Where it is now: it may turn out to be half of a pinch. When it came down stays.
        gesture: { kind: 'tool', contact: { ...gesture.contact, at: contact.at } },
        effects: [{ kind: 'tool-move', contact }],
      }
    case 'pan': {
      const { at, id } = gesture.contact
      if (id !== contact.id) return none(gesture)
      const delta = { x: contact.at.x - at.x, y: contact.at.y - at.y }
      const held = { ...gesture.contact, at: contact.at }
      return { gesture: { kind: 'pan', contact: held }, effects: [{ kind: 'pan-by', delta }] }
    }
    case 'tap':
      return moveWhileTapping(gesture, contact)
    case 'pinch':
      return movedPinch(gesture, contact)
    default:
      return unreachable(gesture)
  }
}

export function pointerUp(gesture: Gesture, contact: Contact): GestureStep {
  switch (gesture.kind) {
    case 'idle':
      return none(gesture)
    case 'tool':
      if (gesture.contact.id !== contact.id) return none(gesture)
      return { gesture: IDLE, effects: [{ kind: 'tool-up', contact }] }
    case 'pan':
      return none(gesture.contact.id === contact.id ? IDLE : gesture)
    case 'tap':
      return upWhileTapping(gesture, contact)
    case 'pinch': {
      const left = gesture.contacts.find(each => each.id !== contact.id)
      const wasHeld = gesture.contacts.some(each => each.id === contact.id)
      if (!wasHeld || left === undefined) return none(gesture)
      return none({ kind: 'pan', contact: left })
    }
    default:
      return unreachable(gesture)
  }
}

/** Whether the pointer has a part in the gesture. */
export function isHeld(gesture: Gesture, pointerId: number): boolean {
  switch (gesture.kind) {
    case 'idle':
      return false
    case 'tool':
    case 'pan':
      return gesture.contact.id === pointerId
    case 'pinch':
    case 'tap':
      return gesture.contacts.some(contact => contact.id === pointerId)
    default:
      return unreachable(gesture)
  }
}

/**
 * The browser took the pointer away (a palm, a system gesture): unlike up, what a touch began is dropped if young. A
 * pen's ink is kept however short it is: no palm is a pen, and tablets that take over a quick second stroke for
 * their own handwriting cancel the very ink that was meant.
 */
export function pointerCancel(gesture: Gesture, contact: Contact): GestureStep {
  if (gesture.kind === 'tap' && isHeld(gesture, contact.id)) {
    return none(movingBoard(gesture.contacts.filter(({ id }) => id !== contact.id)))
  }
  if (gesture.kind !== 'tool') return pointerUp(gesture, contact)
  const { contact: held } = gesture
  if (held.id !== contact.id) return none(gesture)
  const effect: GestureEffect =
    held.kind === 'touch'
      ? endTouchStroke(held, contact.timeMs)
      : { kind: 'tool-up', contact: held }
  return { gesture: IDLE, effects: [effect] }
}
