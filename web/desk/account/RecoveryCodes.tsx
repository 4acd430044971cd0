import { useEffect, useRef, useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { CopyButton } from '../parts/CopyButton.tsx'

/** For the day the phone is lost. Shown this once; on goes only who says they are kept. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useWords()
  const [kept, setKept] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <div className="enrol">
      <h2 ref={title} tabIndex={-1}>{t('enrol.codesTitle')}</h2>
      <p>{t('enrol.codesWhy')}</p>
      <ul className="recovery-codes" data-testid="recovery-codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <div className="form-buttons">
        <CopyButton text={codes.join('\n')} label={t('enrol.copy')} />
        <button type="button" className="button-quiet" onClick={() => window.print()}>{t('enrol.print')}</button>
      </div>
      <label className="check"><input type="checkbox" checked={kept} onChange={({ target }) => setKept(target.checked)} data-testid="codes-kept" />{t('enrol.kept')}</label>
      <button type="button" className="button-main" disabled={!kept} onClick={onDone} data-testid="codes-done">{t('enrol.goOn')}</button>
    </div>
  )
}
