// The kind of keyboard in front of the person, for the names of keys.

import { detectPlatform, type Platform } from './key-chord.ts'

export const platform: Platform = detectPlatform(globalThis.navigator?.userAgent ?? '')
