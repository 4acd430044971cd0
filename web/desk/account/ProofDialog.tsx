import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { onProofNeeded } from '../http/proof.ts'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'

/** Asks for password and code when an act wants them again; nothing is shown until then. */
export function ProofQuestion({ secondFactor }: { secondFactor: boolean }) {
  const [answer, setAnswer] = useState<((proved: boolean) => void) | null>(null)
  useEffect(() => onProofNeeded((answered) => setAnswer(() => answered)), [])
  if (!answer) return null
  const close = (proved: boolean) => {
    setAnswer(null)
    answer(proved)
  }
  return <ProofDialog secondFactor={secondFactor} onDone={close} />
}

function ProofDialog({ secondFactor, onDone }: { secondFactor: boolean; onDone: (proved: boolean) => void }) {
  const words = useWords()
  const { t } = words
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const code = String(fields.get('code') ?? '').trim()
    setBusy(true)
    setProblem('')
    try {
      await act('POST', '/me/proof', { password: String(fields.get('password')), ...(code === '' ? {} : { code }) })
      onDone(true)
    } catch (error) {
      setProblem(errorWords(error, words))
      setBusy(false)
    }
  }

  return (
    <Dialog title={t('proof.title')} onClose={() => onDone(false)} testId="proof">
      <form onSubmit={(event) => { void submit(event) }}>
        <p>{t('proof.why')}</p>
        <label className="field">{t('signIn.password')}
          <input name="password" type="password" autoComplete="current-password" required autoFocus data-testid="proof-password" />
        </label>
        {secondFactor && (
          <label className="field">{t('signIn.code')}
            <input name="code" autoComplete="one-time-code" required maxLength={40} data-testid="proof-code" />
          </label>
        )}
        <p className="problem" role="alert">{problem}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={() => onDone(false)}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy} data-testid="proof-submit">{t('proof.submit')}</button>
        </div>
      </form>
    </Dialog>
  )
}
