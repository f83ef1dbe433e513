// From pointer events to samples: what the pen did, in order, each thing once. Browsers differ in what
// they hand out, so nothing here trusts a list to be there, filled or in order.

/** One reading of a pointer. */
export interface PenSample {
  /** CSS pixels from the board's top left. */
  readonly xPx: number
  readonly yPx: number
  /** 0–1 as the device reports it; 0.5 where it has none. */
  readonly pressure: number
  /** On the clock of `event.timeStamp`, made to ascend. */
  readonly timeMs: number
  /** As the event said. */
  readonly reportedMs: number
  /** Shift is held: from where it was pressed a straight line is wanted. */
  readonly isStraight: boolean
}

/** What is read of a pointer event, so that recorded lists can stand in for it. */
export interface PointerReading {
  readonly clientX: number
  readonly clientY: number
  readonly pressure: number
  readonly timeStamp: number
  readonly shiftKey: boolean
  readonly getCoalescedEvents?: () => readonly PointerReading[]
}

/** No pen reports more than 1,000 times a second for long. */
const MIN_STEP_MS = 1

/** Of the board on the page. */
export interface Origin {
  readonly leftPx: number
  readonly topPx: number
}

export function sampleOf(reading: PointerReading, { leftPx, topPx }: Origin): PenSample {
  return {
    xPx: reading.clientX - leftPx,
    yPx: reading.clientY - topPx,
    pressure: reading.pressure,
    timeMs: reading.timeStamp,
    reportedMs: reading.timeStamp,
    isStraight: reading.shiftKey,
  }
}

/** Withheld over plain http, empty on Firefox for Android, reversed on some iPads: all become a list. */
function coalescedOf(event: PointerReading): readonly PointerReading[] {
  const list = event.getCoalescedEvents?.() ?? []
  if (list.length === 0) return [event]
  return list.toSorted((a, b) => a.timeStamp - b.timeStamp)
}

const isRepeat = (a: PenSample, b: PenSample): boolean =>
  a.reportedMs === b.reportedMs && a.xPx === b.xPx && a.yPx === b.yPx

/**
 * Browsers that blur their clocks give several samples one time stamp: they are spread evenly over the
 * time since the sample before them, or the smoothing would take them for one instant.
 */
function spreadTimes(samples: readonly PenSample[], last: PenSample | null): PenSample[] {
  let fromMs = last?.timeMs ?? Number.NEGATIVE_INFINITY
  return samples.map((sample, index) => {
    const left = samples.slice(index).filter(each => each.reportedMs === sample.reportedMs).length
    const stepMs = Math.max(MIN_STEP_MS, (sample.reportedMs - fromMs) / left)
    fromMs = last === null && index === 0 ? sample.reportedMs : fromMs + stepMs
    return { ...sample, timeMs: fromMs }
  })
}

/** The samples of an event that are new since `last`: none older than it and none twice, times ascending. */
export function samplesOf(
  event: PointerReading,
  origin: Origin,
  last: PenSample | null,
): PenSample[] {
  return spreadTimes(newSamples(event, origin, last), last)
}

function newSamples(event: PointerReading, origin: Origin, last: PenSample | null): PenSample[] {
  const samples: PenSample[] = []
  let previous = last
  for (const reading of coalescedOf(event)) {
    const sample = sampleOf(reading, origin)
    const isNew =
      previous === null || (sample.reportedMs >= previous.reportedMs && !isRepeat(sample, previous))
    if (!isNew) continue
    samples.push(sample)
    previous = sample
  }
  return samples
}
