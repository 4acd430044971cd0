import { useQueryClient } from '@tanstack/react-query'
import type { Me } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { LanguageSwitch } from '../language/LanguageSwitch.tsx'
import { ME, useSignOut } from '../session/useMe.ts'
import { EnrolFactor } from './EnrolFactor.tsx'

/** All there is for an account without a second factor where everybody needs one; the server opens nothing else either. */
export default function EnrolPage({ me }: { me: Me }) {
  const { t } = useWords()
  const client = useQueryClient()
  const signOut = useSignOut()
  return (
    <main className="sign-in">
      <div className="sign-in-card enrol-card" data-testid="enrol">
        <h1>{t('enrol.title')}</h1>
        <p>{t('enrol.why', { name: me.name })}</p>
        <EnrolFactor onDone={() => { void client.invalidateQueries({ queryKey: ME }) }} />
        <div className="form-buttons">
          <LanguageSwitch />
          <button type="button" className="button-plain" onClick={() => { void signOut() }}>{t('app.signOut')}</button>
        </div>
      </div>
    </main>
  )
}
