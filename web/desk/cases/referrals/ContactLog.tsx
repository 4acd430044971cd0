import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useStaff } from '../../session/useStaff.ts'
import { dayAndTime } from '../../time/dates.ts'
import type { Referral } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'

const WAYS = ['phone', 'letter', 'email', 'in-person', 'other'] as const

/** Every call and letter with the receiving body. */
export function ContactLog({ caseId, referral, mayWrite }: { caseId: string; referral: Referral; mayWrite: boolean }) {
  const { t, language, maybe } = useWords()
  const { run, busy } = useCaseActs(caseId)
  const { data: staff = [] } = useStaff()
  const [via, setVia] = useState<string>('phone')
  const [text, setText] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (await run(`/referrals/${referral.id}/contacts`, { via, text })) setText('')
  }

  return (
    <>
      <ul className="left-list">
        {referral.contacts.map((one) => (
          <li key={one.at}><span className="quiet">{dayAndTime(one.at, language)} · {maybe(`contactVia.${one.via}`) ?? one.via} · {staff.find(({ id }) => id === one.by)?.name ?? t('caseField.colleague')}:</span> {one.text}</li>
        ))}
      </ul>
      {mayWrite && (
        <form className="inline-form" onSubmit={(event) => { void submit(event) }}>
          <label className="field">{t('caseReferral.via')}
            <select value={via} onChange={({ target }) => setVia(target.value)}>{WAYS.map((one) => <option key={one} value={one}>{t(`contactVia.${one}`)}</option>)}</select>
          </label>
          <label className="field inline-wide">{t('caseReferral.said')}<input maxLength={5000} value={text} onChange={({ target }) => setText(target.value)} /></label>
          <button type="submit" className="button-quiet" disabled={busy || text.trim() === ''}>{t('caseReferral.log')}</button>
        </form>
      )}
    </>
  )
}
