// Samples of rows: what the log folds to.

import { appendBody, EMPTY_BODY } from '../body.ts'
import { hexToBytes, utf8ToBytes } from '../bytes.ts'
import { objectIdOf } from '../ids.ts'
import { bornRow, type Row } from '../row.ts'
import { ANN, ANN_PERSON, BOB, BOB_PERSON } from './sample-ids.ts'
import type { Named } from './sample-table.ts'

const wet: Row = {
  ...bornRow({
    id: objectIdOf(ANN, 300),
    author: ANN,
    owner: ANN_PERSON,
    page: 0,
    parent: null,
    born: 41,
    bornAt: 1,
    seq: 43,
  }),
  body: appendBody(EMPTY_BODY, hexToBytes('01a2b3c4d5')),
}

export const ROW_SAMPLES: Named<Row> = {
  wet,
  finished: { ...wet, finished: true },
  gone: { ...wet, finished: true, seq: 60, gone: { author: BOB, counter: 702 } },
  'a child on a page, without a body': {
    ...wet,
    id: objectIdOf(BOB, 0),
    author: BOB,
    owner: BOB_PERSON,
    page: 5,
    parent: wet.id,
    body: EMPTY_BODY,
  },
  'with fields': {
    ...wet,
    seq: 2 ** 33,
    fields: [
      { field: 0, value: hexToBytes(''), by: { author: ANN, counter: 1 } },
      { field: 1, value: utf8ToBytes('Ünïcode 漢字 🖊'), by: { author: BOB, counter: 700 } },
      { field: 255, value: hexToBytes('00ff'), by: { author: ANN, counter: 2 ** 40 } },
    ],
  },
}
