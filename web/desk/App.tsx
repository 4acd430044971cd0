import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { useWords } from './language/LanguageProvider.tsx'
import { Desk } from './Desk.tsx'
import { errorWords } from './parts/errorWords.ts'
import { SignIn } from './session/SignIn.tsx'
import { useMe } from './session/useMe.ts'

const InvitationPage = lazy(() => import('./account/InvitationPage.tsx'))
const EnrolPage = lazy(() => import('./account/EnrolPage.tsx'))

/** A link's page for whoever holds one; else the door or the desk, by whether somebody is signed in. */
export function App() {
  return (
    <Suspense fallback={<main className="sign-in" />}>
      <Switch>
        <Route path="/invitation"><InvitationPage /></Route>
        <Route><DoorOrDesk /></Route>
      </Switch>
    </Suspense>
  )
}

function DoorOrDesk() {
  const words = useWords()
  const me = useMe()
  if (me.data?.enrol) return <EnrolPage me={me.data} />
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
