import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import type { Me } from '../../src/desk/api.ts'
import { ChannelsPage } from './channels/ChannelsPage.tsx'
import { useWords } from './language/LanguageProvider.tsx'
import { RosterPage } from './roster/RosterPage.tsx'
import { NoAccess } from './session/NoAccess.tsx'
import { TriagePage } from './triage/TriagePage.tsx'
import { Wall } from './wall/Wall.tsx'
import { Workplace } from './Workplace.tsx'

// Loaded when somebody goes there: the queue must be up first, at night and on a slow line.
const CasesPage = lazy(() => import('./cases/list/CasesPage.tsx'))
const BlocksPage = lazy(() => import('./blocks/BlocksPage.tsx'))
const CannedPage = lazy(() => import('./canned/CannedPage.tsx'))
const DialogsPage = lazy(() => import('./dialogs/DialogsPage.tsx'))
const DirectoryPage = lazy(() => import('./directory/DirectoryPage.tsx'))
const QualityPage = lazy(() => import('./quality/QualityPage.tsx'))
const CasePage = lazy(() => import('./cases/CasePage.tsx'))
const SafeguardsPage = lazy(() => import('./safeguards/SafeguardsPage.tsx'))
const PaperSettingsPage = lazy(() => import('./papers/PaperSettingsPage.tsx'))
const BreachesPage = lazy(() => import('./breaches/BreachesPage.tsx'))
const AccountsPage = lazy(() => import('./accounts/AccountsPage.tsx'))
const SecurityPage = lazy(() => import('./account/SecurityPage.tsx'))
const IdentityPage = lazy(() => import('./identity/IdentityPage.tsx'))
const ReportsPage = lazy(() => import('./reports/ReportsPage.tsx'))

/** The place the address names, as far as one's role goes there. */
export function Places({ me }: { me: Me }) {
  const { t } = useWords()
  return (
    <Suspense fallback={<main className="wall"><p className="empty">{t('common.loading')}</p></main>}>
      {me.permissions.includes('queue.read') ? <ForHelpers me={me} /> : <ForOthers me={me} />}
    </Suspense>
  )
}

function ForHelpers({ me }: { me: Me }) {
  return (
    <Switch>
      <Route path="/wall"><Wall /></Route>
      <Route path="/roster"><RosterPage /></Route>
      <Route path="/cases"><CasesPage /></Route>
      <Route path="/cases/:id">{({ id }) => <CasePage key={id} id={id} />}</Route>
      {me.permissions.includes('audit.read') && <Route path={/^\/(?:safeguards|opened)(?:\/|$)/}><SafeguardsPage /></Route>}
      {me.permissions.includes('directory.write') && <Route path="/papers"><PaperSettingsPage /></Route>}
      {me.permissions.includes('case.breach') && <Route path="/breaches"><BreachesPage /></Route>}
      {me.permissions.includes('report.read') && <Route path="/reports"><ReportsPage /></Route>}
      {me.permissions.includes('quality.review') && <Route path="/triage"><TriagePage /></Route>}
      {me.permissions.includes('directory.write') && <Route path="/directory"><DirectoryPage /></Route>}
      <Route path="/dialogs/:name?">{({ name }) => <DialogsPage name={name} />}</Route>
      {me.permissions.includes('canned.write') && <Route path="/canned"><CannedPage /></Route>}
      {me.permissions.includes('quality.review') && <Route path="/quality"><QualityPage /></Route>}
      <Route path="/security"><SecurityPage /></Route>
      {me.permissions.includes('staff.manage') && <Route path="/accounts"><AccountsPage me={me} /></Route>}
      {me.permissions.includes('identity.reveal') && <Route path="/identity"><IdentityPage /></Route>}
      <Route path="/blocks"><BlocksPage /></Route>
      <Route path="/c/:id">{({ id }) => <Workplace openId={id} />}</Route>
      <Route><Workplace openId={null} /></Route>
    </Switch>
  )
}

/** Who sees nothing a person wrote: administrators accounts and channels, analysts figures, custodians a name for a reason. */
function ForOthers({ me }: { me: Me }) {
  return (
    <Switch>
      <Route path="/security"><SecurityPage /></Route>
      {me.permissions.includes('staff.manage') && <Route path="/accounts"><AccountsPage me={me} /></Route>}
      {me.permissions.includes('directory.write') && <Route path="/directory"><DirectoryPage /></Route>}
      {me.permissions.includes('channel.manage') && <Route path="/channels"><ChannelsPage /></Route>}
      {me.permissions.includes('directory.write') && <Route path="/papers"><PaperSettingsPage /></Route>}
      {me.permissions.includes('report.read') && <Route><ReportsPage /></Route>}
      {me.permissions.includes('staff.manage') && <Route><AccountsPage me={me} /></Route>}
      {me.permissions.includes('identity.reveal') && <Route><IdentityPage /></Route>}
      <Route><NoAccess /></Route>
    </Switch>
  )
}
