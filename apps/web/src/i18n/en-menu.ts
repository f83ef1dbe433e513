// The words that only the menu shows.

export const menuWords = {
  'menu.theme': 'Theme',
  'menu.language': 'Language',
  'menu.showCursors': "Show others' cursors and lasers",
  'menu.makeShapes': 'Hold to make shapes',
  'theme.system': 'System',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
} as const
