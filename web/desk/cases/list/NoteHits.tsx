import { useState } from 'react'
import { Link } from 'wouter'
import { useWords } from '../../language/LanguageProvider.tsx'
import { errorWords } from '../../parts/errorWords.ts'
import { toast } from '../../parts/toasts.ts'
import { Level } from '../../parts/Level.tsx'
import { useMay } from '../../session/useMe.ts'
import { dayKey } from '../../time/dates.ts'
import { write } from '../../http/request.ts'
import { useCaseWords } from '../caseWords.ts'
import type { NoteSearch } from '../contract.ts'
import { asBody, type CaseFilters } from './filters.ts'

const FEWEST_LETTERS = 2

const isSearch = (value: unknown): value is NoteSearch => typeof value === 'object' && value !== null && 'hits' in value && 'next' in value

/** Searches what officers wrote, on a press only: every case whose words are shown stands in the access log. */
export function NoteHits({ text, filters }: { text: string; filters: CaseFilters }) {
  const words = useWords()
  const { t } = words
  const { word, fieldLabel } = useCaseWords()
  const may = useMay()
  const [pages, setPages] = useState<NoteSearch[]>([])
  const [busy, setBusy] = useState(false)
  const last = pages.at(-1)
  const hits = pages.flatMap((page) => page.hits)
  const read = pages.reduce((sum, page) => sum + page.read, 0)

  async function search(before: NoteSearch['next'], earlier: NoteSearch[]) {
    setBusy(true)
    try {
      const page = await write('POST', '/cases/search-notes', { text, ...asBody(filters), ...(before ? { before } : {}) }, isSearch)
      setPages([...earlier, page])
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <form className="inline-form" onSubmit={(event) => { event.preventDefault(); void search(null, []) }}>
        <button type="submit" className="button-main" disabled={busy || text.trim().length < FEWEST_LETTERS} data-testid="notes-find">{t('cases.notesFind')}</button>
        <p className="quiet">{t(may('case.search-all') ? 'cases.notesAll' : 'cases.notesMine')}</p>
      </form>
      {last && <p className="quiet" role="status" data-testid="notes-read">{last.next === null || last.reachedTo === null ? t('cases.notesEnd', { n: read }) : t('cases.notesRead', { n: read, day: dayKey(last.reachedTo).split('-').toReversed().join('/') })}</p>}
      {last && hits.length === 0 && <p className="empty">{t('cases.none')}</p>}
      <ul className="case-list" aria-label={t('cases.title')}>
        {hits.map((hit) => (
          <li key={hit.id}>
            <Link href={`/cases/${hit.id}`} className="case-row note-hit" data-testid="note-hit" data-number={hit.number}>
              <strong className="case-row-number">{hit.number}</strong>
              <Level level={hit.urgency} />
              <span className="case-state" data-state={hit.state}>{word(`state.${hit.state}`)}</span>
              {hit.found.map(({ part, field, excerpt }) => (
                <span key={`${part}.${field}.${excerpt}`} className="note-excerpt"><span className="quiet">{word(`part.${part}`)}, {fieldLabel(part, field)}:</span> {excerpt}</span>
              ))}
            </Link>
          </li>
        ))}
      </ul>
      {last?.next && <button type="button" className="button-quiet earlier" disabled={busy} onClick={() => { void search(last.next, pages) }}>{t('cases.notesFurther')}</button>}
    </>
  )
}
