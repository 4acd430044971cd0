import { useState } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Accesses } from '../../../src/safeguards/api.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { useStaff } from '../session/useStaff.ts'
import { AccessLines } from './AccessLines.tsx'
import type { Kept } from './Keeping.tsx'

const isAccesses = withFields<Accesses>('lines', 'next')

/** Who opened this child's file: of one conversation or case, in plain sentences. */
export function OpenedPage({ of }: { of: Kept }) {
  const { t } = useWords()
  const [whole, setWhole] = useState(false)
  const talk = of.kind === 'conversations'
  return (
    <main className="wall opened" data-testid="opened">
      <header className="roster-head">
        <h1>{t('opened.title')}</h1>
        {talk && (
          <div className="switch" role="group" aria-label={t('opened.title')}>
            <button type="button" aria-pressed={!whole} onClick={() => setWhole(false)}>{t('opened.only')}</button>
            <button type="button" aria-pressed={whole} onClick={() => setWhole(true)} data-testid="opened-whole">{t('opened.whole')}</button>
          </div>
        )}
        <Link href={talk ? `/c/${of.id}` : `/cases/${of.id}`} className="button-quiet"><Icon name="back" />{t('opened.back')}</Link>
      </header>
      <Opened path={`/${of.kind}/${of.id}/accesses`} query={whole ? { whole: '1' } : {}} />
    </main>
  )
}

/** Everything anybody did, or one member of staff did. */
export function AllOpened() {
  const { t } = useWords()
  const { data: staff } = useStaff()
  const [of, setOf] = useState('')
  return (
    <>
      <label className="field opened-who">{t('opened.who')}
        <select value={of} onChange={({ target }) => setOf(target.value)} data-testid="opened-who">
          <option value="">{t('opened.everybody')}</option>
          {staff?.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <Opened path="/accesses" query={of === '' ? {} : { staff: of }} />
    </>
  )
}

function Opened({ path, query }: { path: string; query: Record<string, string> }) {
  const words = useWords()
  const { t } = words
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['accesses', path, query],
    queryFn: ({ pageParam, signal }) => read(`${path}?${new URLSearchParams({ ...query, ...(pageParam === '' ? {} : { before: pageParam }) }).toString()}`, isAccesses, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    // Each look is a line in this log: once when it opens, not at every return to the window.
    refetchOnWindowFocus: false,
    staleTime: 30_000,
  })
  if (!data) return <p className={error ? 'problem' : 'empty'} role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p>
  const lines = data.pages.flatMap((page) => page.lines)
  return (
    <section className="panel" aria-label={t('opened.title')}>
      <p className="quiet">{t('opened.lead')}</p>
      {lines.length === 0 ? <p>{t('opened.none')}</p> : <AccessLines lines={lines} />}
      {hasNextPage && <p><button type="button" className="button-quiet" disabled={isFetchingNextPage} onClick={() => { void fetchNextPage() }} data-testid="opened-more">{t('opened.more')}</button></p>}
    </section>
  )
}
