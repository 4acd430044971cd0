import { useState } from 'react'
import { Link } from 'wouter'
import type { Erased, Erasures } from '../../../src/safeguards/api.ts'
import { withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { toast } from '../parts/toasts.ts'
import { serverNow } from '../time/clock.ts'
import { dayAndTime } from '../time/dates.ts'
import { AskDialog } from './AskDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useSafeguardActs } from './useSafeguards.ts'

type Request = Erasures['requests'][number]
const EXCEPTIONS = ['19-1a', '19-1b', '19-1c', 'not-entitled', 'withdrawn'] as const
const isErased = withFields<Erased>('outcome', 'kept')

/** One wish: its terms, what was decided and by whom, what the law keeps; and the decision, while there is one to take. */
export function ErasureCard({ request }: { request: Request }) {
  const { t, language } = useWords()
  const { run, attempt, busy } = useSafeguardActs()
  const [question, setQuestion] = useState<'erase' | 'refuse'>()
  const close = () => setQuestion(undefined)
  const asked = request.outcome === 'asked'
  const late = asked && Date.parse(request.answerDueAt) < serverNow()
  const decidable = request.outcome !== 'erased' && request.exception === null

  async function erase() {
    const done = await attempt(() => write('POST', `/erasures/${request.id}/erase`, {}, isErased))
    if (done) toast(`${t(`erasureOutcome.${done.outcome}`)}. ${t('erasure.tell')}`)
    close()
  }

  async function refuse(exception: string) {
    if (await run(`/erasures/${request.id}/refuse`, { exception })) toast(t('erasure.tell'))
    close()
  }

  return (
    <article className="panel erasure" data-testid="erasure" data-outcome={request.outcome}>
      <header className="section-head">
        <h2>{t(`erasureCause.${request.cause}`)}</h2>
        <span className="case-state" data-state={asked ? 'new' : ''}>{t(`erasureOutcome.${request.outcome}`)}</span>
      </header>
      <p className="quiet">{t('erasure.asked', { time: dayAndTime(request.askedAt, language) })}. {t('erasure.terms', { answer: dayAndTime(request.answerDueAt, language), erase: dayAndTime(request.eraseDueAt, language) })}</p>
      {late && <p className="problem">{t('erasure.late')}</p>}
      {request.decidedAt !== null && (
        <p>{request.decidedBy === null ? t('erasure.settled', { time: dayAndTime(request.decidedAt, language) }) : t('erasure.decided', { by: request.decidedBy, time: dayAndTime(request.decidedAt, language) })}{request.exception !== null && <> {t(`exception.${request.exception}`)}.</>}</p>
      )}
      {request.kept.length > 0 && request.exception === null && (
        <>
          <p>{t('erasure.kept')}</p>
          <ul className="erasure-kept">{request.kept.map(({ conversationId, reason }) => <li key={conversationId}><Link href={`/c/${conversationId}`} className="case-link">{t(`erasureKept.${reason}`)}</Link></li>)}</ul>
        </>
      )}
      {request.proofId !== null && <p><Link href="/safeguards/purges" className="case-link" data-testid="erasure-proof">{t('erasure.proof')}</Link></p>}
      {decidable && (
        <div className="form-buttons">
          {request.conversationId !== null && <Link href={`/c/${request.conversationId}`} className="button-quiet erasure-read">{t('erasure.read')}</Link>}
          <button type="button" className="button-quiet" disabled={busy} onClick={() => setQuestion('refuse')} data-testid="erasure-refuse">{t('erasure.refuse')}</button>
          <button type="button" className={asked ? 'button-main' : 'button-quiet'} disabled={busy} onClick={() => setQuestion('erase')} data-testid="erasure-erase">{t('erasure.erase')}</button>
        </div>
      )}
      {question === 'erase' && <AskDialog title={t('erasure.eraseTitle')} lead={t('erasure.eraseLead')} yes={t('erasure.eraseDo')} busy={busy} onClose={close} onYes={() => { void erase() }} />}
      {question === 'refuse' && (
        <ReasonDialog title={t('erasure.refuseTitle')} lead={t('erasure.refuseLead')} label={t('erasure.exception')} choose={t('erasure.choose')} yes={t('erasure.refuseDo')} busy={busy}
          reasons={EXCEPTIONS.map((one) => ({ value: one, words: t(`exception.${one}`) }))} onClose={close} onYes={(exception) => { void refuse(exception) }} />
      )}
    </article>
  )
}
