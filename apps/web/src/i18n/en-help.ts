// The words that only the help shows.

export const helpWords = {
  'tool.holdHand': 'Hand, while held',
  'tool.holdStraight': 'Straight line, while held',
  'help.tools': 'Keys for tools',
  'help.commands': 'Keys for commands',
  'help.touch': 'Touch and pen',
  'help.touchPan': 'Two fingers move and zoom the board.',
  'help.touchTap': 'Tap with two fingers to undo, with three to redo.',
  'help.penMode':
    'Once a pen was used, fingers only move the board. The button with the finger struck out changes that.',
  'help.penButton': 'A pen erases with its other end, or with its barrel button held.',
  'help.holdShape':
    'Hold still before lifting: a rough line, arrow, circle or box becomes a clean one.',
  'help.or': 'or',
  'key.space': 'Space',
} as const
