import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { remember, remembered } from '../parts/remembered.ts'
import { SHORTCUTS } from './shortcuts.ts'

/** Every shortcut, and the switch that turns the single keys off. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [on, setOn] = useState(remembered('shortcuts') !== 'off')
  return (
    <Dialog title={t('keys.title')} onClose={onClose} testId="help">
      <dl className="keys">
        {SHORTCUTS.map(({ name, shown }) => (
          <div key={name}>
            <dt><kbd>{shown}</kbd></dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
        <div>
          <dt><kbd>Ctrl</kbd> <kbd>K</kbd></dt>
          <dd>{t('keys.palette')}</dd>
        </div>
        <div>
          <dt><kbd>Ctrl</kbd> <kbd>Enter</kbd></dt>
          <dd>{t('keys.send')}</dd>
        </div>
        <div>
          <dt><kbd>Esc</kbd></dt>
          <dd>{t('keys.leave')}</dd>
        </div>
      </dl>
      <label className="check">
        <input type="checkbox" checked={on} onChange={(event) => {
          setOn(event.target.checked)
          remember('shortcuts', event.target.checked ? 'on' : 'off')
        }} />
        {t('keys.switch')}
      </label>
      <div className="dialog-buttons">
        <button type="button" className="button-main" autoFocus onClick={onClose}>{t('common.done')}</button>
      </div>
    </Dialog>
  )
}
