// What a page notes of its own frames, while it is used: each function runs in the page, before the page's own
// scripts, and so gets along with its own source alone.

/** One turn of the browser's frame loop. */
export interface Frame {
  /** The same for all callbacks of a frame. */
  readonly atMs: number
  /** In its callbacks, and in the listeners of wheel and pen since the frame before. */
  scriptMs: number
}

export interface PaintNotes {
  frames: Frame[]
  /** How long each task took that blocked the page for more than 50 ms. */
  longTasksMs: number[]
  /** From each move of a pen that is down to the end of the callbacks of its first frame. */
  ownFrameMs: number[]
  /** Since the navigation; null for what has not happened yet. */
  connectMs: number | null
  firstInkMs: number | null
  completeMs: number | null
  keyMs: number
  /** When the picture was last whole, since the last key; null until it is. */
  settledMs: number | null
  /** What listeners took since the last frame. */
  listenersMs: number
  /** The moves of a pen since the last frame. */
  penMovesMs: number[]
  /** No frame is asked for, and none was for a while; rejects where that does not come within a minute. */
  untilRest(): Promise<void>
  /** Of all canvases off the page. */
  offscreenBytes(): number
}

declare global {
  interface Window {
    paintNotes: PaintNotes
  }
}

export function beginNotes(): void {
  window.paintNotes = {
    frames: [],
    longTasksMs: [],
    ownFrameMs: [],
    connectMs: null,
    firstInkMs: null,
    completeMs: null,
    keyMs: 0,
    settledMs: null,
    listenersMs: 0,
    penMovesMs: [],
    untilRest: () => Promise.resolve(),
    offscreenBytes: () => 0,
  }
}

export function noteFrames(): void {
  const notes = window.paintNotes
  const asked = new Set<number>()
  const endFrame = (atMs: number, startMs: number) => {
    const endMs = performance.now()
    const last = notes.frames.at(-1)
    const scriptMs = endMs - startMs + notes.listenersMs
    if (last?.atMs === atMs) last.scriptMs += scriptMs
    else notes.frames.push({ atMs, scriptMs })
    notes.listenersMs = 0
    for (const moveMs of notes.penMovesMs.splice(0)) notes.ownFrameMs.push(endMs - moveMs)
  }
  const request = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = run => {
    const handle = request(atMs => {
      asked.delete(handle)
      const startMs = performance.now()
      run(atMs)
      endFrame(atMs, startMs)
    })
    asked.add(handle)
    return handle
  }
  const cancel = window.cancelAnimationFrame.bind(window)
  window.cancelAnimationFrame = handle => {
    asked.delete(handle)
    cancel(handle)
  }
  notes.untilRest = () =>
    new Promise((resolve, reject) => {
      let seen = -1
      let checks = 0
      const timer = setInterval(() => {
        checks += 1
        const count = notes.frames.length
        const isAtRest = asked.size === 0 && count === seen
        seen = count
        if (!isAtRest && checks < 600) return
        clearInterval(timer)
        if (isAtRest) resolve()
        else reject(new Error('the page paints on and on'))
      }, 100)
    })
}

export function noteListeners(): void {
  const notes = window.paintNotes
  let startMs = 0
  let isPenDown = false
  const begin = ({ type, timeStamp }: Event) => {
    startMs = performance.now()
    if (type === 'pointerdown') isPenDown = true
    if (type === 'pointerup') isPenDown = false
    if (type === 'pointerrawupdate' && isPenDown) notes.penMovesMs.push(timeStamp)
  }
  const end = () => {
    notes.listenersMs += performance.now() - startMs
  }
  for (const type of ['wheel', 'pointerdown', 'pointerrawupdate', 'pointermove', 'pointerup']) {
    window.addEventListener(type, begin, { capture: true, passive: true })
    window.addEventListener(type, end, { passive: true })
  }
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) notes.longTasksMs.push(duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** When ink is first seen: behind the frame in which a canvas on the page got some. */
export function noteFirstInk(): void {
  const notes = window.paintNotes
  const inked = new WeakSet<object>()
  const restores: (() => void)[] = []
  const give = (canvas: HTMLCanvasElement | OffscreenCanvas) => {
    if (canvas instanceof OffscreenCanvas) return inked.add(canvas)
    // Not to slow down what is measured later.
    for (const restore of restores.splice(0)) restore()
    window.requestAnimationFrame(atMs => {
      notes.firstInkMs ??= atMs
    })
  }
  const painters = [CanvasRenderingContext2D.prototype, OffscreenCanvasRenderingContext2D.prototype]
  for (const painter of painters) {
    for (const name of ['fill', 'stroke', 'drawImage']) {
      const plain = Reflect.get(painter, name)
      restores.push(() => Reflect.set(painter, name, plain))
      const noted = function (this: CanvasRenderingContext2D, ...given: unknown[]) {
        const [first] = given
        const isCopy = name === 'drawImage'
        if (!isCopy || (first instanceof OffscreenCanvas && inked.has(first))) give(this.canvas)
        return plain.apply(this, given)
      }
      Reflect.set(painter, name, noted)
    }
  }
}

export function noteCanvases(): void {
  const canvases: OffscreenCanvas[] = []
  const Plain = OffscreenCanvas
  window.OffscreenCanvas = class extends Plain {
    constructor(width: number, height: number) {
      super(width, height)
      canvases.push(this)
    }
  }
  window.paintNotes.offscreenBytes = () =>
    canvases.reduce((sum, { width, height }) => sum + width * height * 4, 0)
}

/** When the page begins to connect, behind which frame it shows so many strokes, and when a key's effect is all there. */
export function noteSettled(strokes: number): void {
  const notes = window.paintNotes
  const Plain = WebSocket
  window.WebSocket = class extends Plain {
    constructor(url: string | URL) {
      super(url)
      notes.connectMs ??= performance.now()
    }
  }
  const see = () => {
    const host = document.querySelector<HTMLElement>('[data-testid=canvas]')
    const nowMs = performance.now()
    notes.settledMs = nowMs
    if (notes.completeMs !== null || Number(host?.dataset['strokes'] ?? -1) < strokes) return
    window.requestAnimationFrame(atMs => {
      notes.completeMs ??= atMs
    })
  }
  new MutationObserver(see).observe(document, {
    subtree: true,
    attributes: true,
    attributeFilter: ['data-pending'],
  })
  window.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      notes.keyMs = timeStamp
      notes.settledMs = null
    },
    { capture: true },
  )
}
