import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { useCaseWords } from '../cases/caseWords.ts'
import { barLines } from './barLines.ts'
import { BehindDialog } from './BehindDialog.tsx'
import { codeWords } from './dimensions.ts'
import { Download } from './Download.tsx'
import { Figure } from './Figure.tsx'
import type { Asked } from './usePivot.ts'
import { usePivot } from './usePivot.ts'

/** More lines than this are shown when somebody asks. */
const FEW = 8

/** One dimension as bars a head reads at a glance; a table to the ear. */
export function Bars({ asked, mayTrace, mayExport }: { asked: Asked; mayTrace: boolean; mayExport: boolean }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const { data } = usePivot(asked)
  const [row, setRow] = useState<string | null>(null)
  const name = word(`dimension.${asked.rows}`)
  const [all, setAll] = useState(false)
  const lines = data ? barLines(asked.rows, data) : []
  const shown = all ? lines : lines.slice(0, FEW)
  const most = Math.max(1, ...lines.map(({ n }) => n ?? 0))
  return (
    <section className="panel report-figure" aria-label={name} data-testid={`figure-${asked.rows}`}>
      <header className="section-head">
        <h2>{name}</h2>
        {mayExport && <Download asked={asked} name={name} />}
      </header>
      {!data && <p className="quiet">{t('common.loading')}</p>}
      {data && data.rows.length === 0 && <p className="quiet">{t('reports.nothing')}</p>}
      {data && data.rows.length > 0 && (
        <table className="bars">
          <caption className="only-heard">{name}</caption>
          <thead className="only-heard"><tr><th scope="col">{name}</th><th scope="col">{word('total')}</th></tr></thead>
          <tbody>
            {shown.map(({ code, n, share }) => (
                <tr key={code} className={code === 'outside' || code === 'unknown' ? 'bar-nowhere' : undefined}>
                  <th scope="row">{codeWords(language, asked.rows, code)}</th>
                  <td>
                    <svg className="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={100 * (n ?? 0) / most} height="10" /></svg>
                    <Figure n={n} {...(mayTrace ? { onOpen: () => setRow(code) } : {})} what={`${name}: ${codeWords(language, asked.rows, code)}`} />
                    <span className="bar-share quiet">{share === null ? '' : `${(100 * share).toLocaleString('vi', { maximumFractionDigits: share < 0.1 ? 1 : 0 })} %`}</span>
                  </td>
                </tr>
            ))}
          </tbody>
        </table>
      )}
      {lines.length > FEW && <button type="button" className="button-plain bars-all" aria-expanded={all} onClick={() => setAll(!all)}>{all ? t('reports.fewer') : t('reports.allLines', { n: lines.length })}</button>}
      {row !== null && <BehindDialog asked={asked} cell={{ row }} title={`${name}: ${codeWords(language, asked.rows, row)}`} onClose={() => setRow(null)} />}
    </section>
  )
}
