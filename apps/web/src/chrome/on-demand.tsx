// A part of the page whose code comes when it is first wanted. Where it cannot come, over a broken link or from a
// server that has another version by now, that part is left out: without a catch the whole page would go, board and all.

import { Component, type ReactNode, Suspense } from 'react'

type Props = {
  readonly children: ReactNode
  /** Stands until the code has come, and where it does not. */
  readonly fallback?: ReactNode
  readonly onFailure?: () => void
}

export class OnDemand extends Component<Props, { readonly hasFailed: boolean }> {
  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override state = { hasFailed: false }

  override componentDidCatch(): void {
    this.props.onFailure?.()
  }

  override render(): ReactNode {
    const { children, fallback = null } = this.props
    return this.state.hasFailed ? fallback : <Suspense fallback={fallback}>{children}</Suspense>
  }
}
