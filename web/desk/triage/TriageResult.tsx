import type { Tried } from '../../../src/learning/api.ts'
import { strongestOfEach } from '../card/strongestOfEach.ts'
import { cueWords } from '../conversation/cueWords.ts'
import { MarkedText } from '../conversation/MarkedText.tsx'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Level, LevelShape } from '../parts/Level.tsx'

/** What triage heard: level, reasons, the words that carried each sign, and the level after each message. */
export function TriageResult({ turns, tried }: { turns: readonly string[]; tried: Tried }) {
  const { t, maybe } = useWords()
  const signs = strongestOfEach(tried.evidence)
  return (
    <section className="panel" aria-label={t('triage.result')} data-testid="triage-result">
      <p><Level level={tried.level} />{tried.review && <> · <Icon name="flag" /> {t('triage.review')}</>}</p>
      {tried.categories.length > 0 && <p>{tried.categories.map((code) => maybe(`category.${code}`) ?? code).join(' · ')}</p>}
      {tried.reasons.length > 0 && (
        <ul aria-label={t('triage.reasons')}>
          {tried.reasons.map(({ key, params }) => <li key={key}>{maybe(key, params) ?? key}</li>)}
        </ul>
      )}
      <ol className="triage-turns">
        {turns.map((text, turn) => (
          <li key={`${turn}${text}`}>
            <p className="triage-words"><MarkedText text={text} marks={tried.evidence.filter((one) => one.turn === turn)} /></p>
            {turns.length > 1 && tried.levelsByTurn[turn] !== undefined && <p className="quiet">{t('triage.after', { level: t(`level.${tried.levelsByTurn[turn]}`) })}</p>}
          </li>
        ))}
      </ol>
      {signs.length === 0
        ? <p className="quiet">{t('triage.noSigns')}</p>
        : (
          <ul className="signs" aria-label={t('triage.signs')}>
            {signs.map(({ cue, level }) => (
              <li key={cue}><LevelShape level={level} /> {cueWords(cue, maybe)} <span className="quiet">{t(`level.${level}`)} · {cue}</span></li>
            ))}
          </ul>
        )}
      <p className="quiet">{t('triage.version', { version: tried.version })}</p>
    </section>
  )
}
