import { useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { PasswordFields } from './PasswordFields.tsx'
import { SECURITY } from './useSecurity.ts'

/** A new password of my own; my other browsers are signed out. */
export function OwnPassword() {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    if (fields.get('password') !== fields.get('again')) {
      setProblem(t('invitation.differ'))
      return
    }
    setBusy(true)
    setProblem('')
    try {
      await act('POST', '/me/password', { current: String(fields.get('current')), next: String(fields.get('password')) })
      form.current?.reset()
      toast(t('security.passwordDone'))
      void client.invalidateQueries({ queryKey: SECURITY })
    } catch (error) {
      setProblem(errorWords(error, words))
    }
    setBusy(false)
  }

  return (
    <section className="panel" aria-labelledby="own-password">
      <h2 id="own-password">{t('security.password')}</h2>
      <form ref={form} className="account-form" onSubmit={(event) => { void submit(event) }}>
        <label className="field">{t('security.current')}
          <input name="current" type="password" autoComplete="current-password" required data-testid="current-password" />
        </label>
        <PasswordFields />
        <p className="problem" role="alert">{problem}</p>
        <div className="account-buttons"><button type="submit" className="button-main" disabled={busy} data-testid="password-save">{t('security.passwordSave')}</button></div>
      </form>
    </section>
  )
}
