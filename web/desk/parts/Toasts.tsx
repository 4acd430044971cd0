import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from './Icon.tsx'
import { dismissToast, useToasts } from './toasts.ts'

/** The corner where toasts appear; a screen reader hears them when it is free. */
export function Toasts() {
  const { t } = useWords()
  const toasts = useToasts()
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, text, tone, action }) => (
        <div key={id} className={`toast toast-${tone}`} data-testid="toast">
          <span>{text}</span>
          {action && (
            <button type="button" className="button-plain" onClick={() => { dismissToast(id); action.run() }}>{action.label}</button>
          )}
          <button type="button" className="button-icon" aria-label={t('common.dismiss')} onClick={() => dismissToast(id)}><Icon name="close" /></button>
        </div>
      ))}
    </div>
  )
}
