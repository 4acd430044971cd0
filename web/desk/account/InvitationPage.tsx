import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { Invited, Me } from '../../../src/desk/api.ts'
import { RequestError } from '../http/refusal.ts'
import { withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { LanguageSwitch } from '../language/LanguageSwitch.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { useEnter } from '../session/useMe.ts'
import { dayAndTime } from '../time/dates.ts'
import { PasswordFields } from './PasswordFields.tsx'

const isInvited = withFields<Invited>('name', 'email', 'role', 'until')
const isJoined = withFields<{ me: Me | null }>('me')

/**
 * The token stands behind the `#`, which no browser sends. It leaves the address bar at once and stays with this entry of
 * the history alone, so that a reload (or a phone that let the page go) finds it again.
 */
function takeToken(): string {
  const { hash, pathname } = window.location
  const kept: unknown = window.history.state
  if (hash.length > 1) {
    window.history.replaceState({ invitation: hash.slice(1) }, '', pathname)
    return hash.slice(1)
  }
  return typeof kept === 'object' && kept !== null && 'invitation' in kept ? String(kept.invitation) : ''
}
const token = takeToken()

/** Where a link leads: who is meant, and a password of one's own. */
export default function InvitationPage() {
  const words = useWords()
  const { t, language } = words
  const [, go] = useLocation()
  const enter = useEnter()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const { data: invited, error } = useQuery({
    queryKey: ['invitation'],
    queryFn: () => (token === '' ? Promise.reject(new RequestError('not-found', 'error.invitation')) : write('POST', '/invitation/read', { token }, isInvited)),
    staleTime: Infinity, retry: false, refetchOnWindowFocus: false,
  })

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
      const { me } = await write('POST', '/invitation/accept', { token, password: String(fields.get('password')) }, isJoined)
      enter(me)
      go('/')
    } catch (refused) {
      setProblem(errorWords(refused, words))
      setBusy(false)
    }
  }

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={(event) => { void submit(event) }} data-testid="invitation">
        <h1>{t('invitation.title')}</h1>
        {error && <p className="problem" role="alert">{errorWords(error, words)}</p>}
        {error && <a className="button-quiet" href="/desk/">{t('invitation.toDoor')}</a>}
        {!invited && !error && <p className="quiet" role="status">{t('common.loading')}</p>}
        {invited && (
          <>
            <p>{t('invitation.hello', { name: invited.name, role: t(`role.${invited.role}`) })}</p>
            <p className="quiet">{t('invitation.until', { time: dayAndTime(invited.until, language) })}</p>
            <label className="field">{t('signIn.email')}<input name="email" type="email" autoComplete="username" readOnly value={invited.email} /></label>
            <PasswordFields />
            <p className="problem" role="alert">{problem}</p>
            <button type="submit" className="button-main" disabled={busy} data-testid="invitation-submit">{t('invitation.submit')}</button>
          </>
        )}
        <LanguageSwitch />
      </form>
    </main>
  )
}
