// The words that only the tray shows, where changes lie that are not on the server.

export const trayWords = {
  'tray.changes_one': '{{count}} change · {{since}}',
  'tray.changes_other': '{{count}} changes · {{since}}',
  'tray.held': 'The board was made anew; these are for the one before.',
  'tray.blocked': 'From an earlier visit, and not sent: {{why}}.',
  'tray.ofBoard': 'Board {{board}}',
  'tray.gone': 'Only this tab has them: closing or reloading it loses them.',
  'tray.stays': 'They stay stored in this browser.',
  'tray.picture': 'What can be seen of them',
  'tray.export': 'Export',
  'tray.putAway': 'Hide for now',
  'tray.delete': 'Delete…',
  'tray.deleteAsk_one':
    'Delete {{count}} change for good? It is nowhere else. Export it first if it may be needed.',
  'tray.deleteAsk_other':
    'Delete {{count}} changes for good? They are nowhere else. Export them first if they may be needed.',
  'tray.deleteNow': 'Delete for good',
  'tray.keep': 'Keep',

  'refused.forbidden': 'You may not do that on this board.',
  'refused.foreign-id': 'It would have been drawn as someone else.',
  'refused.unknown-op': 'The server does not know this kind of change yet.',
  'refused.malformed': 'The server could not read it.',
  'refused.too-large': 'It was too large.',
  'refused.conflict': 'It was sent twice with different content.',
  'refused.board-full': 'The board is full.',
} as const
