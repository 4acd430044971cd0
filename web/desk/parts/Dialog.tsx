import { useId, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'

/**
 * A small modal question. The browser's own `<dialog>` keeps focus inside, closes on Esc and gives focus back.
 * It is shown as long as it is rendered.
 */
export function Dialog({ title, onClose, children, testId }: {
  title: string
  onClose: () => void
  children: ReactNode
  testId?: string
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Closed while it still stands in the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog ref={ref} className="dialog" aria-labelledby={titleId} data-testid={testId} onClose={(event) => {
      // React runs effects twice in development; only a close the person asked for counts.
      if (event.currentTarget.isConnected && !event.currentTarget.open) onClose()
    }}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}
