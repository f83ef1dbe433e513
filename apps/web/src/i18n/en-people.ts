// The words that only the list of people shows.

export const peopleWords = {
  'people.idle': 'Away',
  'people.tabs_one': '{{count}} tab',
  'people.tabs_other': '{{count}} tabs',
  'people.yourName': 'Your name',
  'people.yourColor': 'Your colour',
  'people.alone': 'Nobody else is here yet. Share the link to draw together.',
  'people.unlisted_one': 'and {{count}} more',
  'people.unlisted_other': 'and {{count}} more',
} as const
