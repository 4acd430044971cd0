import { useWords } from './language/LanguageProvider.tsx'
import { Desk } from './Desk.tsx'
import { errorWords } from './parts/errorWords.ts'
import { SignIn } from './session/SignIn.tsx'
import { useMe } from './session/useMe.ts'

/** The door or the desk, by whether somebody is signed in. */
export function App() {
  const words = useWords()
  const me = useMe()
  if (me.data) return <Desk key={me.data.id} me={me.data} />
  if (me.data === null) return <SignIn />
  return (
    <main className="sign-in">
      {me.isError
        ? (
          <div className="sign-in-card" role="alert">
            <p>{errorWords(me.error, words)}</p>
            <button type="button" className="button-main" onClick={() => { void me.refetch() }}>{words.t('common.again')}</button>
          </div>
        )
        : <p className="quiet">{words.t('common.loading')}</p>}
    </main>
  )
}
