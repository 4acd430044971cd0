import { useState } from 'react'
import type { ReferralAct } from '../../../../src/cases/referralFlow.ts'
import { REFERRAL_ACTS, REFERRAL_FLOW, REFUSAL_REASONS } from '../../../../src/cases/referralFlow.ts'
import type { ReferralChange } from '../../../../src/cases/referrals.ts'
import { fieldSpec } from '../../../../src/cases/fields.ts'
import { withFields } from '../../http/request.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseView, Referral } from '../contract.ts'
import { usePapers } from '../papers/usePapers.ts'
import { useCaseActs } from '../useCase.ts'
import { ContactLog } from './ContactLog.tsx'
import { GroundForm } from './GroundForm.tsx'
import { SealedFile } from './SealedFile.tsx'

const isChange = withFields<ReferralChange>('ok')

/** One referral: what was chosen or has left, on what ground, where it stands, and every word with the body since. */
export function ReferralCard({ view, referral, mayWrite }: { view: CaseView; referral: Referral; mayWrite: boolean }) {
  const { t, language } = useWords()
  const { word, fieldLabel, answer } = useCaseWords()
  const { decide, busy } = useCaseActs(view.record.id)
  const papers = usePapers(view.record.id)
  const [refusal, setRefusal] = useState('')
  const [reason, setReason] = useState('')
  const acts = REFERRAL_ACTS.filter((act) => REFERRAL_FLOW[act].from.includes(referral.state))

  async function doIt(act: ReferralAct) {
    const result = await decide(`/referrals/${referral.id}/act`, { act, ...(act === 'refuse' && reason !== '' ? { reason } : {}) }, isChange)
    if (result) setRefusal(result.ok ? '' : word(`refusal.${result.why}`))
  }

  return (
    <article className="part" data-testid="referral" data-state={referral.state}>
      <header className="section-head">
        <h3>{word(`list.body.${referral.bodyKind}`)}</h3>
        <strong data-testid="referral-state">{word(`referralState.${referral.state}`)}</strong>
      </header>
      <p className="quiet">
        {t('caseReferral.made', { time: dayAndTime(referral.createdAt, language) })}
        {referral.sentAt !== null && ` · ${t('caseReferral.sentAt', { time: dayAndTime(referral.sentAt, language) })}`}
        {referral.answeredAt !== null && ` · ${t('caseReferral.answeredAt', { time: dayAndTime(referral.answeredAt, language) })}`}
        {referral.reason !== null && ` · ${word(`referralReason.${referral.reason}`)}`}
      </p>
      <p>{groundWords(referral, word, t('caseGround.none'))}</p>
      <details>
        <summary>{t(referral.sent ? 'caseReferral.left' : 'caseReferral.willLeave', { n: referral.chosen.length })}</summary>
        <ul className="left-list">
          {(referral.sent ?? []).map((one) => {
            const spec = fieldSpec(one.part, one.field)
            return <li key={`${one.partId}.${one.field}`}><span className="quiet">{word(`part.${one.part}`)}, {fieldLabel(one.part, one.field)}:</span> {spec && answer(spec, one.answer)}</li>
          })}
          {!referral.sent && referral.chosen.map((key) => {
            const part = view.parts.find(({ id }) => key.startsWith(id))
            return part && <li key={key}>{word(`part.${part.kind}`)}, {fieldLabel(part.kind, key.slice(part.id.length + 1))}</li>
          })}
        </ul>
      </details>
      {mayWrite && (
        <div className="actions">
          {acts.includes('refuse') && (
            <select aria-label={t('caseReferral.reason')} value={reason} onChange={({ target }) => setReason(target.value)} className="refusal-reason">
              <option value="">{t('caseReferral.reason')}</option>
              {REFUSAL_REASONS.map((one) => <option key={one} value={one}>{word(`referralReason.${one}`)}</option>)}
            </select>
          )}
          {acts.map((act) => (
            <button key={act} type="button" className={act === 'send' ? 'button-main' : 'button-quiet'} disabled={busy || (act === 'refuse' && reason === '')} onClick={() => { void doIt(act) }} data-testid={`referral-${act}`}>{t(`referralAct.${act}`)}</button>
          ))}
          <button type="button" className="button-quiet" disabled={papers.busy} onClick={() => { void papers.make({ kind: 'referral-letter', referralId: referral.id }) }} data-testid="referral-letter"><Icon name="download" />{word('paper.referral-letter')}</button>
          <button type="button" className="button-quiet" disabled={papers.busy} onClick={() => { void papers.make({ kind: 'referral-letter', referralId: referral.id, sign: true }) }} data-testid="referral-letter-sign">{t('casePaper.signLetter')}</button>
          {referral.sent && <SealedFile caseId={view.record.id} referralId={referral.id} />}
        </div>
      )}
      <p className="problem" role="alert" data-testid="referral-refusal">{refusal}{papers.refusal}</p>
      {mayWrite && referral.state === 'draft' && <GroundForm key={referral.id} caseId={view.record.id} referral={referral} />}
      {referral.state !== 'draft' && <ContactLog caseId={view.record.id} referral={referral} mayWrite={mayWrite} />}
    </article>
  )
}

function groundWords({ ground }: Referral, word: (key: string) => string, none: string): string {
  if (!ground) return none
  return ground.kind === 'legal' ? `${word(`list.legalGround.${ground.article}`)}. ${ground.why}` : `${word('list.legalGround.consent')}. ${ground.how}`
}
