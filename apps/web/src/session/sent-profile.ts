// A person's profile as the wire takes it: a server ends the connection for good over a name that is too
// long.

import { limits, type Profile, utf8ToBytes } from '@inkroom/protocol'
import type { Preferences } from '../app/preferences.ts'

export function sentProfile({
  personName,
  personColor,
}: Pick<Preferences, 'personName' | 'personColor'>): Profile {
  return { name: cutToBytes(personName, limits.MAX_PERSON_NAME_BYTES), color: personColor }
}

/** Cut between what a person takes for one sign, where the browser knows, else between code points. */
function cutToBytes(text: string, maxBytes: number): string {
  let kept = ''
  let bytes = 0
  for (const sign of signsOf(text)) {
    bytes += utf8ToBytes(sign).length
    if (bytes > maxBytes) break
    kept += sign
  }
  return kept
}

function signsOf(text: string): readonly string[] {
  if (!('Segmenter' in Intl)) return Array.from(text)
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
}
