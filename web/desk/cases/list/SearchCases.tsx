import { useDeferredValue, useState } from 'react'
import { CASE_STATES } from '../../../../src/cases/flow.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useCaseWords } from '../caseWords.ts'
import { CaseHits } from './CaseHits.tsx'
import { NO_FILTERS } from './filters.ts'
import { MoreFilters } from './MoreFilters.tsx'
import { NoteHits } from './NoteHits.tsx'
import { useSettled } from './useSettled.ts'

/** Finds cases by number, name without marks, phone, date of birth, commune, category, officer and day; or by the words of notes. */
export function SearchCases() {
  const { t } = useWords()
  const { word } = useCaseWords()
  const [typed, setTyped] = useState('')
  const [inNotes, setInNotes] = useState(false)
  const [filters, setFilters] = useState(NO_FILTERS)
  const text = useDeferredValue(useSettled(typed))
  return (
    <>
      <search className="case-search">
        <label className="field">{t('cases.search')}<input type="search" value={typed} onChange={({ target }) => setTyped(target.value)} placeholder={t(inNotes ? 'cases.notesHint' : 'cases.searchBy')} autoComplete="off" data-testid="case-search" /></label>
        <label className="field">{t('cases.in')}
          <select value={inNotes ? 'notes' : 'record'} onChange={({ target }) => setInNotes(target.value === 'notes')} data-testid="case-search-in">
            <option value="record">{t('cases.inRecord')}</option>
            <option value="notes">{t('cases.inNotes')}</option>
          </select>
        </label>
        <label className="field">{t('cases.state')}
          <select value={filters.state} onChange={({ target }) => setFilters({ ...filters, state: target.value })} data-testid="case-state-filter">
            <option value="open">{t('cases.open')}</option>
            {CASE_STATES.map((one) => <option key={one} value={one}>{word(`state.${one}`)}</option>)}
            <option value="">{t('cases.every')}</option>
          </select>
        </label>
        <MoreFilters filters={filters} onChange={setFilters} />
      </search>
      {inNotes ? <NoteHits text={typed} filters={filters} /> : <CaseHits text={text} filters={filters} none={t('cases.none')} />}
    </>
  )
}
