import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { useStaff } from '../../session/useStaff.ts'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import type { Part } from '../contract.ts'
import { standingOf } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'

/** Notes for colleagues. They never leave the Centre. */
export function Notes({ caseId, parts, mayWrite }: { caseId: string; parts: readonly Part[]; mayWrite: boolean }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const { run, busy } = useCaseActs(caseId)
  const { data: staff = [] } = useStaff()
  const [text, setText] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (await run(`/cases/${caseId}/parts`, { kind: 'note', answers: { text: { status: 'value', value: text } } })) setText('')
  }

  return (
    <section className="panel case-section" id="part-note" aria-labelledby="title-note" data-testid="section-note">
      <h2 id="title-note"><Icon name="lock" /> {word('part.note')}</h2>
      <ul className="case-notes">
        {parts.filter(({ kind }) => kind === 'note').map((part) => {
          const { answer } = standingOf(part, 'text')
          return (
            <li key={part.id} data-testid="case-note">
              <p className="quiet">{staff.find(({ id }) => id === part.createdBy)?.name ?? t('caseField.colleague')} · {dayAndTime(part.createdAt, language)}</p>
              <p className="note-text">{answer.status === 'value' ? String(answer.value) : word(`answer.${answer.status}`)}</p>
            </li>
          )
        })}
      </ul>
      {mayWrite && (
        <form className="note-form" onSubmit={(event) => { void submit(event) }}>
          <label><span className="note-title">{t('caseNote.add')}</span>
            <textarea rows={2} maxLength={5000} value={text} onChange={({ target }) => setText(target.value)} data-testid="case-note-text" />
          </label>
          <div className="form-buttons">
            <span className="quiet">{t('note.onlyStaff')}</span>
            <button type="submit" className="button-quiet" disabled={busy || text.trim() === ''} data-testid="case-note-save">{t('note.save')}</button>
          </div>
        </form>
      )}
    </section>
  )
}
