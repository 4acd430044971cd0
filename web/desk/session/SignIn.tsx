import { useState } from 'react'
import type { FormEvent } from 'react'
import { isRefusal } from '../http/refusal.ts'
import { LanguageSwitch } from '../language/LanguageSwitch.tsx'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { useSignIn } from './useMe.ts'

/** The door of the desk. */
export function SignIn() {
  const words = useWords()
  const { t } = words
  const signIn = useSignIn()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [codeNeeded, setCodeNeeded] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    setBusy(true)
    setProblem('')
    try {
      const code = String(fields.get('code') ?? '').trim()
      await signIn({ email: String(fields.get('email')), password: String(fields.get('password')), ...(code === '' ? {} : { code }) })
    } catch (error) {
      if (isRefusal(error, 'error.code-needed') || isRefusal(error, 'error.code')) setCodeNeeded(true)
      setProblem(errorWords(error, words))
      setBusy(false)
    }
  }

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={submit}>
        <div className="sign-in-brand">
          <img src="/desk/icon.svg" alt="" width="44" height="44" />
          <div>
            <h1>{t('app.name')}</h1>
            <p>{t('app.desk')}</p>
          </div>
        </div>
        <label className="field">
          {t('signIn.email')}
          <input name="email" type="email" autoComplete="username" inputMode="email" required autoFocus data-testid="sign-in-email" />
        </label>
        <label className="field">
          {t('signIn.password')}
          <input name="password" type="password" autoComplete="current-password" required data-testid="sign-in-password" />
        </label>
        {codeNeeded && (
          <label className="field">
            {t('signIn.code')}
            <input name="code" autoComplete="one-time-code" inputMode="text" required autoFocus maxLength={40} data-testid="sign-in-code" />
          </label>
        )}
        <p className="problem" role="alert">{problem}</p>
        <button type="submit" className="button-main" disabled={busy} data-testid="sign-in-submit">
          {busy ? t('signIn.busy') : t('signIn.submit')}
        </button>
        <p className="quiet">{t('signIn.care')}</p>
        <LanguageSwitch />
      </form>
    </main>
  )
}
