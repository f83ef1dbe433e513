// A button whose panel is code that loads when it is first wanted. Until then the plain button stands; afterwards
// the panel takes the button in as its trigger, so that focus, position and closing are the panel's own.

import {
  type ComponentProps,
  type ComponentType,
  cloneElement,
  type ReactElement,
  useState,
} from 'react'
import { closePanel, openPanel, type PanelId, useIsPanelOpen } from '../app/panel-store.ts'
import { OnDemand } from './on-demand.tsx'

export type OnDemandProps = {
  readonly trigger: ReactElement
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
}

type Props = {
  readonly id: PanelId
  readonly panel: ComponentType<OnDemandProps>
  /** Starts loading the panel's code; called when the pointer or the focus comes near. */
  readonly preload: () => Promise<unknown>
  readonly button: ReactElement<ComponentProps<'button'>>
}

export function OnDemandPanel({ id, panel: Panel, preload, button }: Props) {
  const isOpen = useIsPanelOpen(id)
  const [wasWanted, setWasWanted] = useState(false)
  // A failed preload is tried again, and shown, when the panel is opened.
  const warm = () => void preload().catch(() => undefined)
  const want = () => {
    setWasWanted(true)
    openPanel(id)
  }
  const leave = () => {
    setWasWanted(false)
    closePanel(id)
  }
  const plain = cloneElement(button, {
    'aria-expanded': false,
    onClick: want,
    onPointerEnter: warm,
    onFocus: warm,
  })
  if (!wasWanted && !isOpen) return plain
  return (
    <OnDemand fallback={plain} onFailure={leave}>
      <Panel
        trigger={button}
        isOpen={isOpen}
        onOpenChange={open => (open ? openPanel(id) : closePanel(id))}
      />
    </OnDemand>
  )
}
