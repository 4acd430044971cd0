import { useWords } from '../language/LanguageProvider.tsx'

/** A quiet way to put something right, beside it. */
export function CorrectButton({ label, onPress }: { label: string; onPress: (() => void) | undefined }) {
  const { t } = useWords()
  if (!onPress) return null
  return <button type="button" className="button-plain correct-open" aria-label={label} onClick={onPress} data-testid="correct-open">{t('correct.open')}</button>
}
