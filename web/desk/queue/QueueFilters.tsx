import type { Queue } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { LevelShape } from '../parts/Level.tsx'
import { isNarrowed, VIEWS } from './filters.ts'
import type { Filters } from './filters.ts'
import { MoreFilters } from './MoreFilters.tsx'
import { LEVELS_DOWN } from './wait.ts'

/** What of the queue is shown: the view, and what narrows it; each level with how many wait at it. */
export function QueueFilters({ filters, more, onMore, counts, onChange }: {
  filters: Filters
  /** Whether the rarer filters are unfolded. */
  more: boolean
  onMore: () => void
  counts: Queue['counts'] | undefined
  onChange: (filters: Filters) => void
}) {
  const { t } = useWords()
  return (
    <div className="filters">
      <div className="tabs" role="group" aria-label={t('queue.views')}>
        {VIEWS.map((view) => (
          <button key={view} type="button" aria-pressed={filters.view === view} onClick={() => onChange({ ...filters, view })} data-testid={`view-${view}`}>
            {t(`queue.${view}`)}
            {view !== 'closed' && counts && <span className="count">{counts[view]}</span>}
          </button>
        ))}
      </div>
      <div className="levels" role="group" aria-label={t('queue.byLevel')}>
        {LEVELS_DOWN.map((level) => (
          <button
            key={level}
            type="button"
            className={`level-${level}`}
            aria-pressed={filters.level === level}
            aria-label={t('queue.levelCount', { level: t(`level.${level}`), n: counts?.levels[level] ?? 0 })}
            title={t(`level.${level}`)}
            onClick={() => onChange(withLevel(filters, filters.level === level ? undefined : level))}
          >
            <LevelShape level={level} />
            {counts?.levels[level] ?? 0}
          </button>
        ))}
        <button type="button" className={isNarrowed(filters) ? 'filters-open filters-narrowed' : 'filters-open'} aria-expanded={more} aria-label={t('queue.more')} title={t('queue.more')} onClick={onMore} data-testid="filters-more">
          <Icon name="filter" />
        </button>
      </div>
      {more && <MoreFilters filters={filters} counts={counts} onChange={onChange} />}
    </div>
  )
}

function withLevel({ level: _, ...rest }: Filters, level: Filters['level']): Filters {
  return level ? { ...rest, level } : rest
}
