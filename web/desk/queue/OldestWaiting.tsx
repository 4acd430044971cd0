import { Link } from 'wouter'
import type { Queue } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { LevelShape } from '../parts/Level.tsx'
import { durationWords } from '../time/duration.ts'

/** Whoever waits longest at any level, always in sight: nobody sinks below the urgent ones for ever. */
export function OldestWaiting({ oldest, topId, now }: { oldest: Queue['oldest']; topId: string | undefined; now: number }) {
  const { t } = useWords()
  if (!oldest || oldest.id === topId) return null
  const time = durationWords(now - Date.parse(oldest.waitingSince), t)
  return (
    <Link href={`/c/${oldest.id}`} className="oldest" data-testid="oldest">
      <Icon name="clock" />
      <span>{t('queue.oldest', { time })}</span>
      <span className={`level level-${oldest.urgency}`}><LevelShape level={oldest.urgency} />{t(`level.${oldest.urgency}`)}</span>
    </Link>
  )
}
