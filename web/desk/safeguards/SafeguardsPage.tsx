import { Link, Route, Switch, useLocation } from 'wouter'
import { useWords } from '../language/LanguageProvider.tsx'
import type { WordKey } from '../language/words.ts'
import { AuditState } from './AuditState.tsx'
import { Erasures } from './Erasures.tsx'
import { Holds } from './Holds.tsx'
import { AllOpened, OpenedPage } from './OpenedPage.tsx'
import { Purges } from './Purges.tsx'

const PARTS = [
  { href: '/safeguards', name: 'erasure.title' },
  { href: '/safeguards/holds', name: 'safeguards.holds' },
  { href: '/safeguards/purges', name: 'safeguards.purges' },
  { href: '/safeguards/log', name: 'safeguards.log' },
  { href: '/safeguards/seals', name: 'safeguards.seals' },
] as const satisfies readonly { href: string; name: WordKey }[]

/** What the head answers for: wishes, holds, deletions, and who looked. */
export default function SafeguardsPage() {
  return (
    <Switch>
      <Route path="/opened/conversations/:id">{({ id }) => <OpenedPage key={id} of={{ kind: 'conversations', id }} />}</Route>
      <Route path="/opened/cases/:id">{({ id }) => <OpenedPage key={id} of={{ kind: 'cases', id }} />}</Route>
      <Route><Safeguards /></Route>
    </Switch>
  )
}

function Safeguards() {
  const { t } = useWords()
  const [path] = useLocation()
  return (
    <main className="wall safeguards" data-testid="safeguards">
      <h1>{t('safeguards.title')}</h1>
      <nav className="case-nav" aria-label={t('safeguards.parts')}>
        {PARTS.map(({ href, name }) => <Link key={href} href={href} aria-current={path === href ? 'page' : undefined} data-testid={`part-${href.split('/').at(-1)}`}>{t(name)}</Link>)}
      </nav>
      <Switch>
        <Route path="/safeguards/holds"><Holds /></Route>
        <Route path="/safeguards/purges"><Purges /></Route>
        <Route path="/safeguards/log"><AllOpened /></Route>
        <Route path="/safeguards/seals"><AuditState /></Route>
        <Route><Erasures /></Route>
      </Switch>
    </main>
  )
}
