import { useEffect, useRef, useState } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { QueueRow as Row } from '../../../src/desk/api.ts'
import { useShortcuts } from '../keyboard/useShortcuts.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { useMe } from '../session/useMe.ts'
import { useNow } from '../time/useNow.ts'
import { FIRST_FILTERS, isNarrowed } from './filters.ts'
import { OldestWaiting } from './OldestWaiting.tsx'
import { QueueFilters } from './QueueFilters.tsx'
import { QueueRow } from './QueueRow.tsx'
import { RecordContact } from './RecordContact.tsx'
import { searchRows } from './search.ts'
import { useSeen } from './seen.ts'
import { TakeNext } from './TakeNext.tsx'
import { useQueue } from './useQueue.ts'

const ROW_HEIGHT = 108

/** The queue: most urgent first, then who waits longest. Ten thousand rows are as light as ten. */
export function Queue({ openId }: { openId: string | null }) {
  const words = useWords()
  const { t } = words
  const now = useNow()
  const { data: me } = useMe()
  const seen = useSeen()
  const [filters, setFilters] = useState(FIRST_FILTERS)
  const [typed, setTyped] = useState('')
  const [more, setMore] = useState(false)
  const queue = useQueue(filters)
  const rows = searchRows(queue.rows, typed)
  const scroller = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = queue
  const nearEnd = (items.at(-1)?.index ?? 0) >= rows.length - 10

  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [nearEnd, hasNextPage, isFetchingNextPage, fetchNextPage])

  useShortcuts({
    next: () => step(1),
    previous: () => step(-1),
    search: () => {
      setMore(true)
      requestAnimationFrame(() => search.current?.focus())
    },
  })

  /** Folding the search away also drops what was typed: nothing hidden narrows the queue. */
  function toggleMore() {
    if (more) setTyped('')
    setMore(!more)
  }

  /** Moves the keyboard's focus one row on, from the focused row or else from the open conversation. */
  function step(by: 1 | -1) {
    const focused = document.activeElement?.getAttribute('data-conversation-id') ?? openId
    const from = rows.findIndex(({ id }) => id === focused)
    const target = rows[from < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, from + by))]
    if (!target) return
    virtual.scrollToIndex(rows.indexOf(target))
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-conversation-id="${target.id}"]`)?.focus())
  }

  return (
    <section className="queue" aria-label={t('queue.title')} data-testid="queue">
      <header className="queue-head">
        <div className="queue-acts">
          <TakeNext waiting={queue.first?.counts.waiting} />
          <RecordContact />
        </div>
        <QueueFilters filters={filters} more={more} onMore={toggleMore} counts={queue.first?.counts} onChange={setFilters} />
        {more && <input
          ref={search}
          className="search"
          type="search"
          aria-label={t('queue.search')}
          placeholder={t('queue.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => { if (event.key === 'Escape') event.currentTarget.blur() }}
          data-testid="search"
        />}
      </header>
      <div ref={scroller} className={queue.isPlaceholderData ? 'queue-rows queue-rows-old' : 'queue-rows'} tabIndex={-1} aria-busy={queue.isPlaceholderData}>
        {queue.isError && rows.length === 0 && <p className="empty problem">{errorWords(queue.error, words)}</p>}
        {queue.isPending && <p className="empty">{t('common.loading')}</p>}
        {queue.isSuccess && rows.length === 0 && <p className="empty">{emptyWords()}</p>}
        <ul style={{ blockSize: virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index]
            return row && (
              <li key={key} data-index={index} ref={virtual.measureElement} style={{ transform: `translateY(${start}px)` }} aria-setsize={rows.length} aria-posinset={index + 1}>
                <QueueRow row={row} now={now} current={row.id === openId} mine={row.ownerId !== null && row.ownerId === me?.id} offered={row.offeredTo !== null && row.offeredTo === me?.id} unread={isUnread(row)} />
              </li>
            )
          })}
        </ul>
      </div>
      <OldestWaiting oldest={queue.first?.oldest ?? null} topId={rows[0]?.id} now={now} />
    </section>
  )

  function emptyWords(): string {
    if (typed !== '' || isNarrowed(filters)) return t('queue.noneMatch')
    return filters.view === 'waiting' ? t('queue.noneWaiting') : t('queue.none')
  }

  /** New words in a conversation I have opened here. */
  function isUnread(row: Row): boolean {
    const upTo = seen(row.id)
    return row.closedAt === null && upTo !== undefined && row.lastSeq > upTo && row.id !== openId
  }
}
