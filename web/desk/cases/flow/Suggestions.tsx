import { Link } from 'wouter'
import { useWords } from '../../language/LanguageProvider.tsx'
import { LevelShape } from '../../parts/Level.tsx'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import { useCaseActs, useSuggestions } from '../useCase.ts'

/** Earlier cases that may concern the same child or person. Only a human says so; records are never merged. */
export function Suggestions({ caseId, mayWrite }: { caseId: string; mayWrite: boolean }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const { data = [] } = useSuggestions(caseId)
  const { run, busy } = useCaseActs(caseId)
  if (data.length === 0) return null
  return (
    <section className="panel case-section" id="case-alike" aria-labelledby="title-alike" data-testid="section-alike">
      <h2 id="title-alike">{t('caseAlike.title')}</h2>
      <p className="quiet">{t('caseAlike.means')}</p>
      <ul className="tasks">
        {data.map((one) => (
          <li key={one.id} data-testid="alike">
            <div>
              <Link href={`/cases/${one.id}`} className="case-link"><LevelShape level={one.urgency} /> {one.number}</Link>
              <p className="quiet">{one.likeness.map((sign) => word(`likeness.${sign}`)).join(', ')} · {dayAndTime(one.openedAt, language)} · {word(`state.${one.state}`)}</p>
            </div>
            {mayWrite && (
              <div className="actions">
                {(['same', 'different'] as const).map((kind) => (
                  <button key={kind} type="button" className="button-quiet" disabled={busy} onClick={() => { void run(`/cases/${caseId}/links`, { otherId: one.id, kind }) }}>{word(`link.${kind}`)}<span className="only-heard">: {one.number}</span></button>
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
