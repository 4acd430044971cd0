import type { Queue } from '../../../src/desk/api.ts'
import { CATEGORIES } from '../../../src/triage/categories.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { CHANNEL_CHOICES } from './filters.ts'
import type { Filters } from './filters.ts'
import { useCommunes } from './useCommunes.ts'
import { SavedViews } from './SavedViews.tsx'

/** The rarer filters: channel, category, what a human must read; and my saved views. */
export function MoreFilters({ filters, counts, onChange }: {
  filters: Filters
  counts: Queue['counts'] | undefined
  onChange: (filters: Filters) => void
}) {
  const { t, maybe } = useWords()
  const communes = useCommunes()
  return (
    <div className="filters-more">
      <select aria-label={t('queue.channel')} value={filters.channel ?? ''} onChange={(event) => onChange(withChannel(filters, event.target.value))}>
        <option value="">{t('queue.everyChannel')}</option>
        {CHANNEL_CHOICES.map((channel) => <option key={channel} value={channel}>{t(`channel.${channel}`)}</option>)}
      </select>
      <select aria-label={t('queue.category')} value={filters.category ?? ''} onChange={(event) => onChange(withCategory(filters, event.target.value))}>
        <option value="">{t('queue.everyCategory')}</option>
        {Object.keys(CATEGORIES).map((code) => <option key={code} value={code}>{code} {maybe(`category.${code}`)}</option>)}
      </select>
      <select aria-label={t('queue.commune')} value={filters.commune ?? ''} onChange={(event) => onChange(withCommune(filters, event.target.value))} data-testid="filter-commune">
        <option value="">{t('queue.everyCommune')}</option>
        {communes.map(({ code, title }) => <option key={code} value={code}>{title}</option>)}
      </select>
      <label className="check">
        <input type="checkbox" checked={filters.review} onChange={(event) => onChange({ ...filters, review: event.target.checked })} />
        {t('queue.review')}
        {counts && counts.review > 0 && <span className="count">{counts.review}</span>}
      </label>
      <SavedViews filters={filters} onChange={onChange} />
    </div>
  )
}

function withChannel({ channel: _, ...rest }: Filters, value: string): Filters {
  const channel = CHANNEL_CHOICES.find((one) => one === value)
  return channel ? { ...rest, channel } : rest
}

function withCommune({ commune: _, ...rest }: Filters, commune: string): Filters {
  return commune === '' ? rest : { ...rest, commune }
}

function withCategory({ category: _, ...rest }: Filters, category: string): Filters {
  return category === '' ? rest : { ...rest, category }
}
