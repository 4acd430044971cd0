import { useWords } from '../../language/LanguageProvider.tsx'
import { errorWords } from '../../parts/errorWords.ts'
import type { Due } from '../contract.ts'
import { CaseRow } from './CaseRow.tsx'
import type { CaseFilters } from './filters.ts'
import { useCases, useDue } from './useCases.ts'

/** The cases that fit, newest first, each with what is due next. */
export function CaseHits({ text, filters, none }: { text: string; filters: CaseFilters; none: string }) {
  const words = useWords()
  const { t } = words
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useCases(text, filters)
  const { data: due = [] } = useDue(false)
  const hits = data?.pages.flat() ?? []
  const next = soonestOfEach(due)
  return (
    <>
      {error && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      {data && hits.length === 0 && <p className="empty">{none}</p>}
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
