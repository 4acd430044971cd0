import { useDeferredValue, useState } from 'react'
import { CASE_STATES } from '../../../../src/cases/flow.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { errorWords } from '../../parts/errorWords.ts'
import { useCaseWords } from '../caseWords.ts'
import type { Due } from '../contract.ts'
import { CaseRow } from './CaseRow.tsx'
import { useCases, useDue } from './useCases.ts'
import { useSettled } from './useSettled.ts'

/** Finds cases by number, name without marks, phone, date of birth, commune or category. */
export function SearchCases() {
  const words = useWords()
  const { t } = words
  const { word } = useCaseWords()
  const [typed, setTyped] = useState('')
  const [state, setState] = useState('open')
  const text = useDeferredValue(useSettled(typed))
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useCases(text, state)
  const { data: due = [] } = useDue(false)
  const hits = data?.pages.flat() ?? []
  const next = soonestOfEach(due)
  return (
    <>
      <search className="case-search">
        <label className="field">{t('cases.search')}<input type="search" value={typed} onChange={({ target }) => setTyped(target.value)} placeholder={t('cases.searchBy')} autoComplete="off" data-testid="case-search" /></label>
        <label className="field">{t('cases.state')}
          <select value={state} onChange={({ target }) => setState(target.value)} data-testid="case-state-filter">
            <option value="open">{t('cases.open')}</option>
            {CASE_STATES.map((one) => <option key={one} value={one}>{word(`state.${one}`)}</option>)}
            <option value="">{t('cases.every')}</option>
          </select>
        </label>
      </search>
      {error && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      {data && hits.length === 0 && <p className="empty">{t('cases.none')}</p>}
      <p className="only-heard" role="status">{data ? t('cases.found', { n: hits.length }) : ''}</p>
      <ul className="case-list" aria-label={t('cases.title')}>
        {hits.map((hit) => <CaseRow key={hit.id} hit={hit} due={next.get(hit.id)} />)}
      </ul>
      {hasNextPage && <button type="button" className="button-quiet earlier" disabled={isFetchingNextPage} onClick={() => { void fetchNextPage() }}>{t('cases.more')}</button>}
    </>
  )
}

/** The list comes soonest first, so the first of each case is its next. */
function soonestOfEach(due: readonly Due[]): ReadonlyMap<string, Due> {
  const next = new Map<string, Due>()
  for (const one of due) if (!next.has(one.caseId)) next.set(one.caseId, one)
  return next
}
