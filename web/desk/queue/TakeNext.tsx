import { useWords } from '../language/LanguageProvider.tsx'
import { useTakeNext } from './useTakeNext.ts'

/** Where the keyboard is put when a conversation is over. */
export const TAKE_NEXT_ID = 'take-next'

/** One button: the most urgent child, who of these waits longest, becomes mine and opens. */
export function TakeNext({ waiting }: { waiting: number | undefined }) {
  const { t } = useWords()
  const next = useTakeNext()
  if (!next) return null
  return (
    <button id={TAKE_NEXT_ID} type="button" className="button-main take-next" disabled={next.busy} aria-disabled={waiting === 0} onClick={next.take} data-testid="take-next">
      {t('queue.takeNext')}
    </button>
  )
}
