// The words that only the picker of any colour shows.

export const colorPickerWords = {
  'color.hue': 'Hue',
  'color.saturation': 'Saturation',
  'color.lightness': 'Lightness',
  'color.hex': 'Hex code',
} as const
