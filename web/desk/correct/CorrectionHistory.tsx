import type { Conversation } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { dayAndTime } from '../time/dates.ts'
import { useValueWords } from './standing.ts'

/** Each thing put right: who, when, from what to what, and why. Newest first. */
export function CorrectionHistory({ corrections }: { corrections: Conversation['corrections'] }) {
  const { t, maybe, language } = useWords()
  const valueWords = useValueWords()
  if (corrections.length === 0) return null
  return (
    <details className="history" data-testid="corrections">
      <summary><h3>{t('correct.history', { n: corrections.length })}</h3></summary>
      <ol>
        {corrections.toReversed().map(({ id, name, before, value, reason, by, at }) => (
          <li key={id}>
            <p>{maybe(`fact.${name}`) ?? name}: {valueWords(name, before)} → <strong>{valueWords(name, value)}</strong></p>
            <p className="quiet">{dayAndTime(at, language)} · {by.name}</p>
            <p>{reason}</p>
          </li>
        ))}
      </ol>
    </details>
  )
}
