import type { PartKind } from '../../../../src/cases/fields.ts'
import { PARTS } from '../../../../src/cases/fields.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { useCaseWords } from '../caseWords.ts'
import type { Part } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'
import { AssessmentCounts } from './AssessmentCounts.tsx'
import { PartCard } from './PartCard.tsx'

/** All parts of one kind: the children, the people who may have caused harm, … */
export function PartSection({ caseId, kind, parts, mayWrite }: { caseId: string; kind: PartKind; parts: readonly Part[]; mayWrite: boolean }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const { run, busy } = useCaseActs(caseId)
  const mine = parts.filter((part) => part.kind === kind)
  const title = word(`part.${kind}`)
  return (
    <section className="panel case-section" id={`part-${kind}`} aria-labelledby={`title-${kind}`} data-testid={`section-${kind}`}>
      <header className="section-head">
        <h2 id={`title-${kind}`}>{title}{mine.length > 1 && <span className="count"> {mine.length}</span>}</h2>
        {mayWrite && (PARTS[kind].many || mine.length === 0) && (
          <button type="button" className="button-quiet" disabled={busy} onClick={() => { void run(`/cases/${caseId}/parts`, { kind }) }} data-testid={`add-${kind}`}>
            <Icon name="plus" />{t('casePart.add')}<span className="only-heard">: {title}</span>
          </button>
        )}
      </header>
      {mine.length === 0 && <p className="quiet">{t('casePart.none')}</p>}
      {mine.map((part, at) => (
        <PartCard key={part.id} caseId={caseId} part={part} number={mine.length > 1 ? at + 1 : null} mayWrite={mayWrite}>
          {kind === 'assessment' && <AssessmentCounts part={part} />}
        </PartCard>
      ))}
    </section>
  )
}
