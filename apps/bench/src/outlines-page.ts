// The yardsticks' page: outlines shown in the two ways that come to mind first. Each function runs in the page.

/** Where the page gets them: for each stroke how many points, then x and y of each, as 32-bit floats. */
export const OUTLINES_PATH = '/outlines'

declare global {
  interface Window {
    /** Each outline as path data. */
    outlinePaths(path: string): Promise<string[]>
    /** Shows the element's content with the origin in the middle, and moves it by the wheel, once a frame. */
    moveByWheel(element: Element, show: (x: number, y: number) => void): void
  }
}

export function preparePage(): void {
  // Inside, as all that the page runs must be: it gets the source of this one function.
  /** A closed curve through the middles between the points. */
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const pathOf = (points: Float32Array): string => {
    const at = (i: number, axis: number) => points[((2 * i) % points.length) + axis] ?? 0
    const middle = (i: number) =>
      `${((at(i, 0) + at(i + 1, 0)) / 2).toFixed(2)} ${((at(i, 1) + at(i + 1, 1)) / 2).toFixed(2)}`
    const control = `${at(1, 0).toFixed(2)} ${at(1, 1).toFixed(2)}`
    let path = `M${middle(0)}Q${control} ${middle(1)}`
    // Mirrored at a middle, a control point is the next point.
    for (let i = 2; i <= points.length / 2; i += 1) path += `T${middle(i)}`
    return `${path}Z`
  }
  window.outlinePaths = async path => {
    const response = await fetch(path)
    const values = new Float32Array(await response.arrayBuffer())
    const paths: string[] = []
    for (let at = 0; at < values.length; ) {
      const end = at + 1 + 2 * (values[at] ?? 0)
      paths.push(pathOf(values.subarray(at + 1, end)))
      at = end
    }
    return paths
  }
  window.moveByWheel = (element, show) => {
    const moved = { x: window.innerWidth / 2, y: window.innerHeight / 2 }
    let isAsked = false
    const ask = () => {
      if (isAsked) return
      isAsked = true
      window.requestAnimationFrame(() => {
        isAsked = false
        show(moved.x, moved.y)
      })
    }
    element.addEventListener('wheel', event => {
      if (!(event instanceof WheelEvent)) return
      moved.x -= event.deltaX
      moved.y -= event.deltaY
      ask()
      event.preventDefault()
    })
    ask()
  }
}

export async function showOnCanvas(path: string): Promise<void> {
  const outlines = (await window.outlinePaths(path)).map(each => new Path2D(each))
  const { innerWidth: width, innerHeight: height } = window
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  document.body.append(canvas)
  const painter = canvas.getContext('2d')
  window.moveByWheel(canvas, (x, y) => {
    if (painter === null) return
    painter.setTransform(1, 0, 0, 1, 0, 0)
    painter.clearRect(0, 0, width, height)
    painter.setTransform(1, 0, 0, 1, x, y)
    for (const outline of outlines) painter.fill(outline)
  })
}

export async function showAsSvg(path: string): Promise<void> {
  const outlines = await window.outlinePaths(path)
  const SVG = 'http://www.w3.org/2000/svg'
  const { innerWidth: width, innerHeight: height } = window
  const picture = document.createElementNS(SVG, 'svg')
  picture.setAttribute('width', String(width))
  picture.setAttribute('height', String(height))
  const group = document.createElementNS(SVG, 'g')
  for (const outline of outlines) {
    const element = document.createElementNS(SVG, 'path')
    element.setAttribute('d', outline)
    group.append(element)
  }
  picture.append(group)
  document.body.append(picture)
  window.moveByWheel(picture, (x, y) => group.setAttribute('transform', `translate(${x} ${y})`))
}
