import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { BegunFactor, RecoveryCodes as Codes } from '../../../src/desk/api.ts'
import { withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { QrCode } from './qr/QrCode.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

const isBegun = withFields<BegunFactor>('secret', 'uri')
const areCodes = withFields<Codes>('recoveryCodes')

/** Ties an authenticator app to the account: scan, type the code it shows, keep the recovery codes. */
export function EnrolFactor({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const words = useWords()
  const { t } = words
  const [codes, setCodes] = useState<readonly string[]>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  // One secret a visit: a second render, or coming back to the window, must not void what the phone has just scanned.
  const { data: begun, error } = useQuery({
    queryKey: ['second-factor', 'begin'],
    queryFn: () => write('POST', '/me/second-factor/begin', {}, isBegun),
    staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false, retry: false,
  })

  async function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code') ?? '')
    setBusy(true)
    setProblem('')
    try {
      setCodes((await write('POST', '/me/second-factor/confirm', { code }, areCodes)).recoveryCodes)
    } catch (refused) {
      setProblem(errorWords(refused, words))
    }
    setBusy(false)
  }

  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  if (!begun) {
    return (
      <>
        <p role={error ? 'alert' : 'status'} className={error ? 'problem' : 'quiet'}>{error ? errorWords(error, words) : t('common.loading')}</p>
        {onCancel && <div className="dialog-buttons"><button type="button" className="button-quiet" onClick={onCancel}>{t('common.cancel')}</button></div>}
      </>
    )
  }
  return (
    <form className="enrol" onSubmit={(event) => { void confirm(event) }}>
      <ol className="enrol-steps">
        <li>{t('enrol.app')}</li>
        <li>
          {t('enrol.scan')}
          <QrCode text={begun.uri} label={t('enrol.qr')} />
          <details>
            <summary>{t('enrol.byHand')}</summary>
            <p className="quiet">{t('enrol.byHandWhy')}</p>
            <code className="secret" data-testid="totp-secret">{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
            <p><a className="button-quiet" href={begun.uri}>{t('enrol.open')}</a></p>
          </details>
        </li>
        <li>
          <label className="field">{t('enrol.code')}
            <input name="code" className="code-input" inputMode="numeric" autoComplete="one-time-code" pattern="[0-9 ]{6,8}" maxLength={8} required data-testid="enrol-code" />
          </label>
        </li>
      </ol>
      <p className="problem" role="alert">{problem}</p>
      <div className="dialog-buttons">
        {onCancel && <button type="button" className="button-quiet" onClick={onCancel}>{t('common.cancel')}</button>}
        <button type="submit" className="button-main" disabled={busy} data-testid="enrol-confirm">{t('enrol.confirm')}</button>
      </div>
    </form>
  )
}
