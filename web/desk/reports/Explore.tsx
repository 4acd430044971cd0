import { useState } from 'react'
import { DIMENSION_NAMES, useCaseWords } from '../cases/caseWords.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import type { Period } from './contract.ts'
import { Download } from './Download.tsx'
import { PivotTable } from './PivotTable.tsx'

/** Any two dimensions against each other. */
export function Explore({ period, mayTrace, mayExport }: { period: Period; mayTrace: boolean; mayExport: boolean }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const [asked, setAsked] = useState<{ rows: string; columns: string; count: 'cases' | 'children' }>({ rows: 'ageBand', columns: 'sex', count: 'children' })
  const whole = { ...period, ...asked }
  return (
    <section className="panel report-wide" aria-labelledby="title-explore" data-testid="explore">
      <header className="section-head">
        <h2 id="title-explore">{t('reports.explore')}</h2>
        {mayExport && <Download asked={whole} name={t('reports.explore')} />}
      </header>
      <div className="inline-form">
        {(['rows', 'columns'] as const).map((axis) => (
          <label key={axis} className="field">{t(`reports.${axis}`)}
            <select value={asked[axis]} onChange={({ target }) => setAsked({ ...asked, [axis]: target.value })} data-testid={`explore-${axis}`}>
              {DIMENSION_NAMES.map((name) => <option key={name} value={name}>{word(`dimension.${name}`)}</option>)}
            </select>
          </label>
        ))}
        <label className="field">{t('reports.count')}
          <select value={asked.count} onChange={({ target }) => setAsked({ ...asked, count: target.value === 'cases' ? 'cases' : 'children' })}>
            <option value="cases">{t('reports.cases')}</option>
            <option value="children">{t('reports.children')}</option>
          </select>
        </label>
      </div>
      <PivotTable asked={whole} mayTrace={mayTrace} />
    </section>
  )
}
