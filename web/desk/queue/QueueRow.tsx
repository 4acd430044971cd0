import { Link } from 'wouter'
import type { QueueRow as Row } from '../../../src/desk/api.ts'
import { cueWords } from '../conversation/cueWords.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Level } from '../parts/Level.tsx'
import { dayAndTime } from '../time/dates.ts'
import { useCommuneTitle } from './useCommunes.ts'
import { RowClock } from './RowClock.tsx'

/** One conversation in the queue: level, clock, the last words, who holds it. The whole row opens it. */
export function QueueRow({ row, now, current, mine, offered, unread }: {
  row: Row
  now: number
  current: boolean
  mine: boolean
  /** A colleague asks me to take it. */
  offered: boolean
  unread: boolean
}) {
  const { t, maybe, language } = useWords()
  const asleep = row.snoozedUntil !== null && Date.parse(row.snoozedUntil) > now
  const commune = useCommuneTitle(row.commune)
  return (
    <Link
      href={`/c/${row.id}`}
      className={`row row-${row.urgency}${asleep ? ' row-asleep' : ''}`}
      aria-current={current ? 'true' : undefined}
      data-testid="queue-row"
      data-conversation-id={row.id}
      data-urgency={row.urgency}
    >
      <span className="row-top">
        <Level level={row.urgency} />
        <RowClock row={row} now={now} mine={mine} />
      </span>
      <span className="row-preview">
        {row.sign !== null && <><strong className="row-sign">{cueWords(row.sign, maybe)}</strong>{' · '}</>}
        {row.preview === '' ? <em>{t('queue.noText')}</em> : row.preview}
      </span>
      <span className="row-meta">
        {offered && <span className="row-turn">{t('queue.offered')}</span>}
        {unread && <span className="row-new"><span className="dot" aria-hidden="true" />{t('queue.unread')}</span>}
        <span>{t(`channel.${row.channel}`)}</span>
        <span>{mine ? t('owner.me') : row.ownerName ?? t(`owner.${row.ownerKind}`)}</span>
        {commune !== null && <span>{commune}</span>}
        {row.snoozedUntil !== null && (asleep ? <span className="row-aside"><Icon name="clock" />{t('snooze.row', { at: dayAndTime(row.snoozedUntil, language) })}</span> : mine && <span className="row-turn"><Icon name="clock" />{t('snooze.due')}</span>)}
        {row.returned && <span className="row-review"><Icon name="returned" />{t('queue.returned')}</span>}
        {row.blocked && <span className="row-blocked"><Icon name="blocked" />{t('block.row')}</span>}
        {row.caseNumber !== null && <span>{row.caseNumber}</span>}
        {row.review && <span className="row-review"><Icon name="flag" />{t('queue.review')}</span>}
      </span>
    </Link>
  )
}
