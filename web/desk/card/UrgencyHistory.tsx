import type { UrgencyChange } from '../../../src/desk/api.ts'
import { cueWords } from '../conversation/cueWords.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { LevelShape } from '../parts/Level.tsx'
import { dayAndTime } from '../time/dates.ts'

/** Each change of level: who, when, from what to what, and why. Newest first. */
export function UrgencyHistory({ changes }: { changes: readonly UrgencyChange[] }) {
  const { t, maybe, language } = useWords()
  if (changes.length === 0) return null
  return (
    <details className="history">
      <summary><h3>{t('levels.history', { n: changes.length })}</h3></summary>
      <ol>
        {changes.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).map((change) => (
          <li key={`${change.at}${change.to}`}>
            <p>
              {t(`level.${change.from}`)} → <strong className={`level level-${change.to}`}><LevelShape level={change.to} />{t(`level.${change.to}`)}</strong>
            </p>
            <p className="quiet">{dayAndTime(change.at, language)} · {change.by?.name ?? t('owner.bot')}</p>
            {change.reason !== null && <p>{change.reason}</p>}
            {change.cues.length > 0 && <p className="quiet">{[...new Set(change.cues.map((cue) => cueWords(cue, maybe)))].join(' · ')}</p>}
          </li>
        ))}
      </ol>
    </details>
  )
}
