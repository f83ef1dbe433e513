// A laser pointer that shines, in the manner of the other tools' icons, among which there is none.

import { createLucideIcon } from 'lucide-react'

export const Laser = createLucideIcon('laser', [
  ['path', { d: 'm3.6 17.6 8-8 2.8 2.8-8 8a2 2 0 0 1-2.8-2.8Z', key: 'pointer' }],
  ['path', { d: 'M18 2.5v2', key: 'up' }],
  ['path', { d: 'M21.5 6h-2', key: 'right' }],
  ['path', { d: 'm20.6 8.6-1-1', key: 'down' }],
  ['path', { d: 'm15.4 3.4 1 1', key: 'left' }],
  ['path', { d: 'm17 7-1.2 1.2', key: 'beam' }],
])
