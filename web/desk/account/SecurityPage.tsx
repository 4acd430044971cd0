import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { OwnFactor } from './OwnFactor.tsx'
import { OwnPassword } from './OwnPassword.tsx'
import { OwnSessions } from './OwnSessions.tsx'
import { useSecurity } from './useSecurity.ts'

/** My own sign-in: second factor, password, where I am signed in. */
export default function SecurityPage() {
  const words = useWords()
  const { t } = words
  const { data, error } = useSecurity()
  if (!data) return <main className="wall"><p className={error ? 'empty problem' : 'empty'} role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p></main>
  return (
    <main className="wall account-page" data-testid="security">
      <h1>{t('security.title')}</h1>
      <OwnFactor security={data} />
      <OwnPassword />
      <OwnSessions sessions={data.sessions} />
    </main>
  )
}
