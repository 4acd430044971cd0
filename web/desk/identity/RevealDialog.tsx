import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Identity } from '../../../src/desk/api.ts'
import { withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'

/** As the server's IDENTITY_REASONS (src/desk/api/identity.ts); held against it by language/words.test.ts. */
export const REASONS = ['danger', 'authority', 'protection', 'own-request'] as const
const isIdentity = withFields<Identity>('name', 'channel', 'account', 'externalId', 'contact')

/** A reason, then the identity; it is gone from the page when the dialog closes. */
export function RevealDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const [identity, setIdentity] = useState<Identity>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function reveal(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    setBusy(true)
    setProblem('')
    try {
      setIdentity(await write('POST', `/conversations/${conversationId}/identity`, { reason: fields.get('reason'), paper: fields.get('paper') }, isIdentity))
    } catch (error) {
      setProblem(errorWords(error, words))
    }
    setBusy(false)
  }

  if (identity) {
    return (
      <Dialog title={t('identity.title')} onClose={onClose} testId="identity-dialog">
        <dl className="identity" data-testid="identity-shown">
          <dt>{t('identity.name')}</dt><dd>{identity.name ?? t('identity.noName')}</dd>
          <dt>{t('identity.contact')}</dt><dd>{identity.contact ?? t('identity.noContact')}</dd>
          <dt>{t(`channel.${identity.channel}`)}: {t('identity.external')}</dt><dd><code className="secret">{identity.externalId}</code></dd>
          <dt>{t('identity.account')}</dt><dd>{identity.account}</dd>
        </dl>
        <div className="dialog-buttons"><button type="button" className="button-main" onClick={onClose}>{t('identity.hide')}</button></div>
      </Dialog>
    )
  }
  return (
    <Dialog title={t('identity.reveal')} onClose={onClose} testId="identity-dialog">
      <form onSubmit={(event) => { void reveal(event) }}>
        <fieldset className="choices">
          <legend>{t('identity.why')}</legend>
          {REASONS.map((reason) => <label key={reason} className="choice"><input type="radio" name="reason" value={reason} required />{t(`identityReason.${reason}`)}</label>)}
        </fieldset>
        <label className="field">{t('identity.paper')}<input name="paper" required minLength={2} maxLength={40} autoComplete="off" data-testid="identity-paper" /><small className="quiet">{t('identity.paperHint')}</small></label>
        <p className="problem" role="alert">{problem}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy} data-testid="identity-do">{t('identity.do')}</button>
        </div>
      </form>
    </Dialog>
  )
}
