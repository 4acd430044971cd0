import { LISTS } from '../../../../src/cases/lists.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useStaff } from '../../session/useStaff.ts'
import { COMMUNES, optionWords } from '../caseWords.ts'
import { countOn, NOBODY, type CaseFilters } from './filters.ts'

/** Commune, category, officer and days: there when somebody wants them. */
export function MoreFilters({ filters, onChange }: { filters: CaseFilters; onChange: (filters: CaseFilters) => void }) {
  const { t, language } = useWords()
  const { data: staff = [] } = useStaff()
  const on = countOn(filters)
  const set = (change: Partial<CaseFilters>) => onChange({ ...filters, ...change })
  return (
    <details className="case-filters">
      <summary data-testid="case-more-filters">{on === 0 ? t('cases.more-filters') : t('cases.filterOn', { n: on })}</summary>
      <div className="case-filters-fields">
        <label className="field">{t('cases.commune')}
          <select value={filters.commune} onChange={({ target }) => set({ commune: target.value })} data-testid="filter-commune">
            <option value="">{t('cases.anyone')}</option>
            {COMMUNES.map(({ code, title }) => <option key={code} value={code}>{title}</option>)}
          </select>
        </label>
        <label className="field">{t('cases.category')}
          <select value={filters.category} onChange={({ target }) => set({ category: target.value })} data-testid="filter-category">
            <option value="">{t('cases.anyone')}</option>
            {LISTS.category.map((code) => <option key={code} value={code}>{optionWords(language, 'category', code)}</option>)}
          </select>
        </label>
        <label className="field">{t('cases.staff')}
          <select value={filters.staffId} onChange={({ target }) => set({ staffId: target.value })} data-testid="filter-staff">
            <option value="">{t('cases.anyone')}</option>
            <option value={NOBODY}>{t('cases.nobody')}</option>
            {staff.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        <label className="field">{t('cases.from')}<input type="date" value={filters.from} max={filters.to} onChange={({ target }) => set({ from: target.value })} /></label>
        <label className="field">{t('cases.to')}<input type="date" value={filters.to} min={filters.from} onChange={({ target }) => set({ to: target.value })} /></label>
      </div>
    </details>
  )
}
