// Joins a board, draws a stroke, prints the people and the strokes that it sees, and leaves.
import { connectBoard, drawKey } from '@inkroom/client/node'
import { Document, InkStrokeWriter } from '@inkroom/document'
import { authorIdOf, personIdOf } from '@inkroom/protocol'

const [url = 'ws://127.0.0.1:8080/ws', roomName = 'sketch'] = process.argv.slice(2)
const keys = { authorKey: drawKey(), personKey: drawKey() }
const ids = { author: authorIdOf(keys.authorKey), person: personIdOf(keys.personKey) }
const board = new Document(ids)
const profile = { name: 'Plotter', color: 3 }
const client = connectBoard({ url, roomName, replica: board, profile, ...keys })

// One grid unit is 2^-3 world units here: a line of 100, drawn in 80 ms.
const start = { x: 0, y: 0, pressure: 255 }
const look = { brush: 'pen', color: { kind: 'palette', index: 0 }, size: 24, opacity: 255 } as const
const header = { ...look, ...start, gridExponent: 3, hasPressure: false }
const pen = new InkStrokeWriter({ n: 1, page: 0, header })
client.submit([pen.begin(), pen.finish([{ ...start, x: 800 }], 80)])

const first = (event: 'people' | 'settled') =>
  new Promise<void>(resolve => client.on(event, () => resolve()))
await Promise.all([first('people'), first('settled')])
const lines = client.people.map(({ profile: { name } }) => `person ${name}`)
for (const { id, points } of board.inkInOrder()) lines.push(`stroke ${id}, ${points.length} points`)
process.stdout.write(`${lines.join('\n')}\n`)
client.close()
