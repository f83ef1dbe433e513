// A part of the page whose code comes when it is first wanted. Where it cannot come, over a broken link or from a
// server that has another version by now, that part is left out, the person is told, and whoever opens it again asks for it
// again: without a catch the whole page would go, board and all.

import { Component, type ComponentType, createElement, lazy, type ReactNode, Suspense } from 'react'
import { tellMissingCode } from '../app/missing-code.ts'

type Load<P> = () => Promise<{ readonly default: ComponentType<P> }>

/** Says how its part is asked for anew: not before it has failed, or React would ask on and on. */
type Missing = Error & { readonly renew?: () => void }

/** React's lazy, but what fails is not remembered for good. To be shown within OnDemand. */
export function onDemand<P extends object>(load: Load<P>): ComponentType<P> {
  let Part: ComponentType<P>
  const renew = () => {
    Part = lazy(() =>
      load().catch((reason: Error) => {
        throw Object.assign(reason, { renew })
      }),
    )
  }
  renew()
  return props => createElement(Part, props)
}

/** The same for what nobody asked for: where it does not come there is none. */
export function ifItComes<P extends object>(load: Load<P>): ComponentType<P> {
  return lazy(() => load().catch(() => ({ default: () => null })))
}

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

  override componentDidCatch({ renew }: Missing): void {
    renew?.()
    tellMissingCode()
    this.props.onFailure?.()
  }

  override render(): ReactNode {
    const { children, fallback = null } = this.props
    return this.state.hasFailed ? fallback : <Suspense fallback={fallback}>{children}</Suspense>
  }
}
