// A modal dialog: the browser's own, which keeps the focus inside, closes on Escape and makes the rest inert.
// In the middle on a desk, a sheet from the lower edge on a phone.

import { X } from 'lucide-react'
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { IconButton } from './icon-button.tsx'
import './dialog.css'

type Props = {
  readonly title: string
  readonly testId: string
  readonly onClose: () => void
  readonly children: ReactNode
}

export function Dialog({ title, testId, onClose, children }: Props) {
  const { t } = useTranslation()
  const titleId = useId()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    if (dialog?.open === false) dialog.showModal()
  }, [])
  const close = () => element.current?.close()
  return (
    <dialog
      ref={element}
      className="dialog"
      data-testid={testId}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={event => {
        if (isOnBackdrop(event)) close()
      }}
    >
      <div className="dialog-header">
        <h1 id={titleId} className="dialog-title">
          {title}
        </h1>
        <IconButton icon={X} label={t('dialog.close')} data-testid="close" onClick={close} />
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}

/** A click beside the dialog lands on the dialog element itself, outside of its box. */
function isOnBackdrop({ target, currentTarget, clientX, clientY }: MouseEvent): boolean {
  if (target !== currentTarget) return false
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect()
  return clientX < left || clientX > right || clientY < top || clientY > bottom
}
