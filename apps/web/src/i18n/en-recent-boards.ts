// The words that only the list of recent boards shows.

export const recentBoardsWords = {
  'recent.empty': 'The boards that you draw on will be listed here.',
  'recent.current': 'Open now',
} as const
