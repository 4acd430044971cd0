import { ASSESSMENT, countLevels, LEVELS } from '../../../../src/cases/papers/assessmentRows.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useCaseWords } from '../caseWords.ts'
import type { Part } from '../contract.ts'
import { standingOf } from '../contract.ts'

/** Mẫu số 02: how many rows of each block stand at each level. Counted, never added up to a score. */
export function AssessmentCounts({ part }: { part: Part }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const counts = countLevels((row) => {
    const { answer } = standingOf(part, row)
    return answer.status === 'value' ? answer.value : undefined
  })
  return (
    <table className="level-counts">
      <caption>{t('caseAssessment.counts')}</caption>
      <thead><tr><td />{LEVELS.map((level) => <th key={level} scope="col">{word(`list.level.${level}`)}</th>)}</tr></thead>
      <tbody>
        {ASSESSMENT.blocks.map(({ id }) => (
          <tr key={id}><th scope="row">{t(`caseAssessment.${id}`)}</th>{LEVELS.map((level) => <td key={level}>{counts[id][level]}</td>)}</tr>
        ))}
      </tbody>
    </table>
  )
}
