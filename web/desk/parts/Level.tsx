import type { Urgency } from '../../../src/triage/levels.ts'
import { useWords } from '../language/LanguageProvider.tsx'

/** One shape a level, so that the level is readable without its colour. */
const SHAPES: Record<Urgency, string> = {
  emergency: 'M8 1 15.5 14.5h-15z',
  high: 'M8 .8 15.2 8 8 15.2.8 8z',
  medium: 'M2 2h12v12H2z',
  low: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z',
  info: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z',
}

/** The shape of a level, decorative. */
export function LevelShape({ level }: { level: Urgency }) {
  return (
    <svg className={`level-shape level-${level}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={SHAPES[level]} />
    </svg>
  )
}

/** A level in shape, colour and words. */
export function Level({ level }: { level: Urgency }) {
  const { t } = useWords()
  return (
    <span className={`level level-${level}`}>
      <LevelShape level={level} />
      {t(`level.${level}`)}
    </span>
  )
}
