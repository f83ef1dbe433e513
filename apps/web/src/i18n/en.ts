// Every sentence that people see, in English: the source of the keys for all languages. `_one` and `_other` are
// plural forms of one key, chosen by `count`. Words of a panel that loads on demand are in a file of their own, which
// that panel brings along.

import type { colorPickerWords } from './en-color-picker.ts'
import type { helpWords } from './en-help.ts'
import type { menuWords } from './en-menu.ts'
import type { peopleWords } from './en-people.ts'
import type { recentBoardsWords } from './en-recent-boards.ts'
import type { trayWords } from './en-tray.ts'

export const en = {
  'app.name': 'Inkroom',
  'app.pageTitle': '{{title}} · Inkroom',

  'board.untitled': 'Untitled board',
  'board.canvas': 'Drawing board',
  'board.title': 'Board name',
  'board.hint': 'Draw anywhere. Share the link to draw together.',
  'board.hintReadOnly': 'Nothing is drawn here yet.',
  'board.readOnly': 'You can look at this board, but not draw on it.',
  'board.loading': 'Loading the board',
  'board.loadingBytes': 'Loading the board: {{received}} of {{total}}',

  'bar.board': 'Board',
  'bar.history': 'Undo and redo',
  'bar.people': 'People',
  'bar.tools': 'Tools',
  'bar.view': 'View',

  'tool.hand': 'Hand',
  'tool.pen': 'Pen',
  'tool.highlighter': 'Highlighter',
  'tool.eraser': 'Eraser',
  'tool.laser': 'Laser pointer',

  'penMode.fingersMove': 'Fingers only move the board',

  'color.ink': 'Ink',
  'color.grey': 'Grey',
  'color.red': 'Red',
  'color.orange': 'Orange',
  'color.yellow': 'Yellow',
  'color.green': 'Green',
  'color.teal': 'Teal',
  'color.sky': 'Sky blue',
  'color.blue': 'Blue',
  'color.violet': 'Violet',
  'color.pink': 'Pink',
  'color.brown': 'Brown',
  'color.custom': 'Custom colour',

  'style.title': 'Style of the {{tool}}',
  'style.open': 'Colour and width',
  'style.color': 'Colour',
  'style.width': 'Width',
  'style.widthValue': '{{width}} px',
  'style.opacity': 'Opacity',
  'style.stabilizer': 'Stabiliser',
  'style.widthBySpeed': 'Width follows speed',
  'style.widthBySpeedHint': 'Without pressure: slow is wide, fast is thin',
  'style.percent': '{{percent}} %',

  'eraser.options': 'What the eraser takes',
  'eraser.parts': 'Erase parts of strokes',
  'eraser.partsHint': 'Otherwise whole strokes go (Shift+E)',

  'command.undo': 'Undo',
  'command.redo': 'Redo',
  'command.zoomIn': 'Zoom in',
  'command.zoomOut': 'Zoom out',
  'command.zoomActual': 'Zoom to 100 %',
  'command.zoomFit': 'Fit the drawing',
  'command.colors': 'Colour 1 to 9',
  'command.thinner': 'Thinner',
  'command.thicker': 'Thicker',
  'command.eraserMode': 'Erase strokes or parts of them',
  'command.help': 'Help',
  'command.newBoard': 'New board',
  'command.recentBoards': 'Recent boards',
  'command.exportPng': 'Export as PNG',
  'command.clearBoard': 'Clear the board',
  'command.copyLink': 'Copy the link to this board',

  'menu.open': 'Menu',

  'share.short': 'Share',

  'people.count_one': '{{count}} person on this board',
  'people.count_other': '{{count}} people on this board',

  'dialog.close': 'Close',

  'save.connecting': 'Connecting…',
  'save.connectingKept': 'Connecting, {{count}} kept here',
  'save.connectingUnkept': 'Connecting, {{count}} not kept',
  'save.saved': 'Saved',
  'save.saving': 'Saving {{count}}',
  'save.offline': 'Offline',
  'save.offlineKept': 'Offline, {{count}} kept here',
  'save.offlineUnkept': 'Offline, {{count}} not kept',
  'save.blocked': "Can't save: {{why}}",
  'save.retry': 'Try again now',
  'save.retryIn_one': 'Next try in {{count}} second',
  'save.retryIn_other': 'Next try in {{count}} seconds',
  'save.backOnline': 'Connected again. Everything is saved.',
  'save.kept_one': '{{count}} change is kept in this browser.',
  'save.kept_other': '{{count}} changes are kept in this browser.',
  'save.unkept_one': '{{count}} change is only in this tab: closing or reloading it loses it.',
  'save.unkept_other':
    '{{count}} changes are only in this tab: closing or reloading it loses them.',
  'save.reload': 'Reload the page',

  'offline.reloadLater':
    'Your changes are kept in this browser. Reload only when the link is back: until then the page itself would not load.',
  'offline.boardNotKept':
    'Your changes are kept in this browser, but the rest of the board is not. Reload only when the link is back: until then it would be missing.',
  'offline.unkept.what': 'Your changes are only in this tab.',
  'offline.unkept.why': 'This browser does not store them: a private window, or no space left.',
  'offline.unkept.todo':
    'Keep the tab open until they are saved. Closing or reloading it loses them.',

  'blocked.outbox-full.why': 'too much is waiting',
  'blocked.outbox-full.todo': 'New ink is not taken until what waits here has been sent.',
  'blocked.server-not-saving.why': 'the server has trouble with its disk',
  'blocked.server-not-saving.todo':
    'It is tried again by itself, and you can go on drawing. If it lasts, tell the host.',
  'blocked.board-full.why': 'the board is full',
  'blocked.board-full.todo':
    'What you see stays. Continue on a new board, or ask the host for more space.',
  'blocked.read-only.why': 'this board can only be looked at',
  'blocked.read-only.todo': 'Ask the person who invited you for the right to draw.',
  'blocked.board-replaced.why': 'the board was made anew',
  'blocked.board-replaced.todo':
    'What you had not sent belongs to the board before. Reload the page to see the new one.',
  'blocked.bad-frame.why': 'the server could not read what was sent',
  'blocked.bad-frame.todo': 'Reload the page to go on.',
  'blocked.capability-missing.why': 'this board needs a key',
  'blocked.capability-missing.todo': 'Open it by the full link that you were given.',
  'blocked.capability-wrong.why': 'the key in the link is not valid',
  'blocked.capability-wrong.todo': 'Ask for a new link.',
  'blocked.board-name.why': 'there can be no board of this name',
  'blocked.board-name.todo': 'Check the address, or make a new board.',
  'blocked.author-taken.why': 'this page is open as someone else',
  'blocked.author-taken.todo': 'Reload the page to go on.',
  'blocked.frame-too-large.why': 'a change was too large to send',
  'blocked.frame-too-large.todo': 'Reload the page to go on.',
  'blocked.too-old.why': 'the server was updated',
  'blocked.too-old.todo': 'Reload the page to go on.',
  'blocked.too-new.why': 'the server is older than this page',
  'blocked.too-new.todo':
    'Reload the page to go on. If that does not help, ask the host to update the server.',
  'blocked.unknown.why': 'the server ended the connection',
  'blocked.unknown.todo': 'Reload the page to go on.',

  'tray.title_one': '{{count}} change is not on the server',
  'tray.title_other': '{{count}} changes are not on the server',
  'tray.show': 'Show',

  'notice.joined': '{{name}} joined · {{count}} here',
  'notice.left': '{{name}} left · {{count}} here',
  'notice.cleared': 'The board is cleared for everyone',
  'notice.linkCopied': 'The link is copied',
  'notice.recovered_one': '{{count}} change from your last visit was sent',
  'notice.recovered_other': '{{count}} changes from your last visit were sent',
  'notice.region': 'Messages',
  'notice.dismiss': 'Dismiss',

  'error.export-failed.what': 'The picture could not be made.',
  'error.export-failed.safe': 'The board is unchanged.',
  'error.export-failed.todo': 'Try again, or zoom in and export a smaller drawing.',
  'error.copy-failed.what': 'The link could not be copied.',
  'error.copy-failed.safe': 'The board is unchanged.',
  'error.copy-failed.todo': 'Copy it from the address bar.',
  'error.code-failed.what': 'That part could not be loaded.',
  'error.code-failed.safe': 'The board is unchanged.',
  'error.code-failed.todo': 'Try again, or reload the page.',
  'error.canvas-lost.what': 'The browser took the drawing surface away.',
  'error.canvas-lost.safe': 'Your drawing is safe.',
  'error.canvas-lost.todo': 'Reload the page if the board stays blank.',
  'error.history-replaced.what': 'This board went back to an earlier state.',
  'error.history-replaced.safe':
    'What you see is what the server has; unsent work of yours goes on to it.',
  'error.history-replaced.todo': 'Ask the host whether a backup was restored.',
} as const

export type English = typeof en &
  typeof helpWords &
  typeof trayWords &
  typeof menuWords &
  typeof peopleWords &
  typeof recentBoardsWords &
  typeof colorPickerWords

type Keys = keyof English

/** A key as `t` takes it: plural forms are one key. */
export type MessageKey = Keys extends infer Key
  ? Key extends `${infer Base}_one` | `${infer Base}_other`
    ? Base
    : Key
  : never

/** What every other language provides; languages without a singular leave `_one` out. */
export type Translation = {
  readonly [Key in Keys as Key extends `${string}_one` ? never : Key]: string
} & { readonly [Key in Keys as Key extends `${string}_one` ? Key : never]?: string }
