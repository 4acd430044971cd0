import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { useCaseWords } from '../cases/caseWords.ts'
import { BehindDialog } from './BehindDialog.tsx'
import { codeWords } from './dimensions.ts'
import { Figure } from './Figure.tsx'
import type { Asked } from './usePivot.ts'
import { usePivot } from './usePivot.ts'

/** Two dimensions crossed. */
export function PivotTable({ asked, mayTrace }: { asked: Asked & { columns: string }; mayTrace: boolean }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const { data } = usePivot(asked)
  const [cell, setCell] = useState<{ row: string; column?: string } | null>(null)
  if (!data) return <p className="quiet">{t('common.loading')}</p>
  if (data.rows.length === 0) return <p className="quiet">{t('reports.nothing')}</p>
  const row = (code: string) => codeWords(language, asked.rows, code)
  const column = (code: string) => codeWords(language, asked.columns, code)
  const open = (at: { row: string; column?: string }) => (mayTrace ? { onOpen: () => setCell(at) } : {})
  return (
    <div className="panel-wide" tabIndex={0} role="region" aria-label={`${word(`dimension.${asked.rows}`)}, ${word(`dimension.${asked.columns}`)}`}>
      <table>
        <thead>
          <tr><th scope="col">{word(`dimension.${asked.rows}`)}</th>{data.columns.map((code) => <th key={code} scope="col">{column(code)}</th>)}<th scope="col">{word('total')}</th></tr>
        </thead>
        <tbody>
          {data.rows.map((code, at) => (
            <tr key={code}>
              <th scope="row">{row(code)}</th>
              {data.columns.map((other, index) => <td key={other}><Figure n={data.cells[at]?.[index] ?? null} what={`${row(code)}, ${column(other)}`} {...open({ row: code, column: other })} /></td>)}
              <td><Figure n={data.rowTotals[at] ?? null} what={row(code)} {...open({ row: code })} /></td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr><th scope="row">{word('total')}</th>{data.columnTotals.map((n, at) => <td key={data.columns[at]}><Figure n={n} what={word('total')} /></td>)}<td><Figure n={data.total} what={word('total')} /></td></tr>
        </tfoot>
      </table>
      {cell && <BehindDialog asked={asked} cell={cell} title={cell.column === undefined ? row(cell.row) : `${row(cell.row)}, ${column(cell.column)}`} onClose={() => setCell(null)} />}
    </div>
  )
}
