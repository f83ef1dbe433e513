// RGB, HSL and hex codes, one to the other, for the colour picker.

export type Rgb = { readonly r: number; readonly g: number; readonly b: number }

/** Hue in degrees, saturation and lightness in percent. */
export type Hsl = { readonly h: number; readonly s: number; readonly l: number }

export function hslToRgb({ h, s, l }: Hsl): Rgb {
  const chroma = (s / 100) * Math.min(l / 100, 1 - l / 100)
  const channel = (offset: number) => {
    const k = (offset + h / 30) % 12
    return Math.round(255 * (l / 100 - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return { r: channel(0), g: channel(8), b: channel(4) }
}

export function rgbToHsl({ r, g, b }: Rgb): Hsl {
  const max = Math.max(r, g, b) / 255
  const min = Math.min(r, g, b) / 255
  const range = max - min
  const lightness = (max + min) / 2
  const saturation = range === 0 ? 0 : range / (1 - Math.abs(2 * lightness - 1))
  return {
    h: Math.round(hueDegrees({ r, g, b }, max * 255, range * 255)),
    s: Math.round(saturation * 100),
    l: Math.round(lightness * 100),
  }
}

function hueDegrees({ r, g, b }: Rgb, max: number, range: number): number {
  if (range === 0) return 0
  if (max === r) return (60 * ((g - b) / range) + 360) % 360
  if (max === g) return 60 * ((b - r) / range) + 120
  return 60 * ((r - g) / range) + 240
}

export function rgbToHex({ r, g, b }: Rgb): string {
  return `#${[r, g, b].map(part => part.toString(16).padStart(2, '0')).join('')}`
}

/** Six or three digits, with or without '#'; null for anything else. */
export function hexToRgb(text: string): Rgb | null {
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text.trim())?.[1]
  if (digits === undefined) return null
  const full = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits
  const part = (at: number) => Number.parseInt(full.slice(at, at + 2), 16)
  return { r: part(0), g: part(2), b: part(4) }
}
