import { useState } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Icon } from '../../parts/Icon.tsx'
import type { CaseView } from '../contract.ts'
import { NewReferral } from './NewReferral.tsx'
import { ReferralCard } from './ReferralCard.tsx'

/** To whom the case, or a part of it, was passed on: on what ground, with which answers, and what they said. */
export function Referrals({ view, mayWrite }: { view: CaseView; mayWrite: boolean }) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  return (
    <section className="panel case-section" id="case-referrals" aria-labelledby="title-referrals" data-testid="section-referrals">
      <header className="section-head">
        <h2 id="title-referrals">{t('caseReferral.title')}</h2>
        {mayWrite && <button type="button" className="button-quiet" onClick={() => setAdding(true)} data-testid="add-referral"><Icon name="plus" />{t('caseReferral.add')}</button>}
      </header>
      {view.referrals.length === 0 && <p className="quiet">{t('caseReferral.none')}</p>}
      {view.referrals.map((referral) => <ReferralCard key={referral.id} view={view} referral={referral} mayWrite={mayWrite} />)}
      {adding && <NewReferral view={view} onClose={() => setAdding(false)} />}
    </section>
  )
}
