import { useState } from 'react'
import { Link } from 'wouter'
import type { Keeping as KeepingView } from '../../../src/safeguards/api.ts'
import { withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toasts.ts'
import { useMay } from '../session/useMe.ts'
import { serverNow } from '../time/clock.ts'
import { dayAndTime, wholeDay } from '../time/dates.ts'
import { AskDialog } from './AskDialog.tsx'
import { HoldDialog } from './HoldDialog.tsx'
import { useSafeguard, useSafeguardActs } from './useSafeguards.ts'

const isKeeping = withFields<KeepingView>('class', 'until', 'holds', 'wish')

export type Kept = { kind: 'conversations' | 'cases'; id: string }
type Question = 'hold' | 'wish' | 'erase' | { release: string }

/** Until when this is kept, what keeps it longer, and what may be done about it. */
export function Keeping({ of }: { of: Kept }) {
  const { t, language } = useWords()
  const may = useMay()
  const path = `/${of.kind}/${of.id}`
  const { data } = useSafeguard(`${path}/keeping`, isKeeping)
  const { run, busy } = useSafeguardActs()
  const [question, setQuestion] = useState<Question>()
  if (!data) return null
  const close = () => setQuestion(undefined)
  const talk = of.kind === 'conversations'

  async function confirm(act: string, done: string) {
    if (await run(act)) toast(done)
    close()
  }

  return (
    <div className="keeping" data-testid="keeping">
      <h3>{t('keeping.title')}</h3>
      <p className="quiet" data-testid="keeping-until">{untilWords(data)}</p>
      {data.holds.map((hold) => (
        <p key={hold.id} className="notice" data-testid="keeping-hold">
          {t('keeping.held', { reason: t(`holdReason.${hold.reason}`), by: hold.by, time: dayAndTime(hold.at, language) })}
          {may('retention.hold') && <button type="button" className="button-plain" onClick={() => setQuestion({ release: hold.id })} data-testid="hold-release">{t('keeping.release')}</button>}
        </p>
      ))}
      {data.wish && <p className="notice" data-testid="keeping-wish">{t('keeping.wish', { time: dayAndTime(data.wish.askedAt, language), due: dayAndTime(data.wish.answerDueAt, language) })}</p>}
      <div className="keeping-acts">
        {may('audit.read') && <Link href={`/opened${path}`} className="button-quiet" data-testid="opened-link"><Icon name="eye" />{t('keeping.opened')}</Link>}
        {may('retention.hold') && <button type="button" className="button-quiet" onClick={() => setQuestion('hold')} data-testid="hold-open">{t('keeping.hold')}</button>}
        {talk && may('person.erase') && <button type="button" className="button-quiet" onClick={() => setQuestion('erase')} data-testid="erase-open">{t('keeping.erase')}</button>}
        {talk && !may('person.erase') && may('conversation.note') && !data.wish && <button type="button" className="button-quiet" onClick={() => setQuestion('wish')} data-testid="wish-open">{t('keeping.takeWish')}</button>}
      </div>
      {question === 'hold' && <HoldDialog path={`${path}/holds`} onClose={close} />}
      {question === 'wish' && <AskDialog title={t('keeping.takeWish')} lead={t('keeping.takeWishAsk')} yes={t('keeping.takeWishDo')} busy={busy} onClose={close} onYes={() => { void confirm(`${path}/erasure-wish`, t('keeping.wishTaken')) }} />}
      {question === 'erase' && <AskDialog title={t('erasure.eraseTitle')} lead={t('erasure.eraseLead')} yes={t('erasure.eraseDo')} busy={busy} onClose={close} onYes={() => { void confirm(`${path}/erase`, t('erasure.tell')) }} />}
      {typeof question === 'object' && <AskDialog title={t('keeping.release')} lead={t('keeping.releaseAsk')} yes={t('keeping.release')} busy={busy} onClose={close} onYes={() => { void run(`/holds/${question.release}/release`).then(close) }} />}
    </div>
  )

  function untilWords({ until }: KeepingView): string {
    if (until === null) return t('keeping.open')
    return Date.parse(until) < serverNow() ? t('keeping.overdue') : t('keeping.until', { day: wholeDay(until, language) })
  }
}
