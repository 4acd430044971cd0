import { useQuery } from '@tanstack/react-query'
import type { Wall as WallData } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { Level } from '../parts/Level.tsx'
import { LEVELS_DOWN } from '../queue/wait.ts'
import { CHANNEL_CHOICES } from '../queue/filters.ts'
import { setServerTime } from '../time/clock.ts'
import { durationWords } from '../time/duration.ts'
import { useNow } from '../time/useNow.ts'
import { AlarmHealth } from './AlarmHealth.tsx'

const isWall = withFields<WallData>('now', 'waiting', 'late', 'alarmsOpen', 'breachesToday', 'onDuty')

/** The supervisor's view: who waits, how long, who is on, what was late today. */
export function Wall() {
  const words = useWords()
  const { t } = words
  const now = useNow()
  usePresence(null, false)
  const { data, error } = useQuery({
    queryKey: ['wall'],
    queryFn: async ({ signal }) => {
      const wall = await read('/wall', isWall, signal)
      setServerTime(wall.now)
      return wall
    },
    refetchInterval: 10_000,
  })
  if (!data) return <main className="wall"><p className="empty" role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p></main>

  const count = (level: string, channel: string) => data.waiting.find((one) => one.level === level && one.channel === channel)?.count ?? 0
  // Only the channels where somebody waits: on the head's phone the table is as narrow as the night is quiet.
  const used = CHANNEL_CHOICES.filter((channel) => data.waiting.some((one) => one.channel === channel && one.count > 0))
  const channels = used.length > 0 ? used : CHANNEL_CHOICES
  const figures = [
    { label: t('wall.waiting'), value: data.waiting.reduce((sum, one) => sum + one.count, 0), bad: false },
    { label: t('wall.oldest'), value: data.oldestWaitingSince ? durationWords(now - Date.parse(data.oldestWaitingSince), t) : '–', bad: false },
    { label: t('wall.late'), value: data.late, bad: data.late > 0 },
    { label: t('wall.alarms'), value: data.alarmsOpen, bad: data.alarmsOpen > 0 },
    { label: t('wall.returned'), value: data.returnedToday, bad: data.returnedToday > 0 },
    { label: t('wall.breaches'), value: data.breachesToday, bad: data.breachesToday > 0 },
  ]
  return (
    <main className="wall" data-testid="wall">
      <h1>{t('wall.title')}</h1>
      <dl className="figures">
        {figures.map(({ label, value, bad }) => (
          <div key={label} className={bad ? 'figure figure-bad' : 'figure'}><dt>{label}</dt><dd>{value}</dd></div>
        ))}
      </dl>
      {/* On a phone the table scrolls sideways; the keyboard must be able to as well. */}
      <section className="panel panel-wide" tabIndex={0} aria-labelledby="wall-by-level">
        <h2 id="wall-by-level">{t('wall.byLevel')}</h2>
        <table>
          <thead>
            <tr><th scope="col">{t('card.level')}</th>{channels.map((channel) => <th key={channel} scope="col">{t(`channel.${channel}`)}</th>)}</tr>
          </thead>
          <tbody>
            {LEVELS_DOWN.map((level) => (
              <tr key={level}>
                <th scope="row"><Level level={level} /></th>
                {channels.map((channel) => <td key={channel}>{count(level, channel) || '·'}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="panel">
        <h2>{t('wall.onDuty')}</h2>
        {data.onDuty.length === 0 && <p className="problem">{t('wall.nobody')}</p>}
        <ul className="on-duty">
          {data.onDuty.map(({ id, name, role, holding, seenAt }) => (
            <li key={id}>
              <strong>{name}</strong>
              <span className="quiet">{words.maybe(`role.${role}`) ?? role}</span>
              <span>{t('wall.holding', { n: holding })}</span>
              <span className="quiet">{t('wall.seen', { time: durationWords(now - Date.parse(seenAt), t) })}</span>
            </li>
          ))}
        </ul>
      </section>
      <AlarmHealth now={now} />
    </main>
  )
}
