import { useQuery } from '@tanstack/react-query'
import type { WallAlarms } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { durationWords } from '../time/duration.ts'

const isWallAlarms = withFields<WallAlarms>('ok', 'problems', 'paths', 'alarms')

/** Whether an alarm would reach somebody: each path, and what is wrong, in words. */
export function AlarmHealth({ now }: { now: number }) {
  const { t, maybe } = useWords()
  const { data } = useQuery({ queryKey: ['wall', 'alarms'], queryFn: ({ signal }) => read('/wall/alarms', isWallAlarms, signal), refetchInterval: 10_000 })
  if (!data) return null
  const problems = data.problems.flatMap((problem) => maybe(`alarmProblem.${problem}`) ?? [])
  return (
    <section className="panel" data-testid="alarm-health">
      <h2>{t('wall.paths')}</h2>
      {problems.length > 0 && <ul className="problem">{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul>}
      <ul className="on-duty">
        {data.paths.map(({ path, state, pending, lastSentAt }) => (
          <li key={path}>
            <strong>{maybe(`path.${path}`) ?? path}</strong>
            <span className={state === 'ok' ? undefined : 'problem'}>{t(`pathState.${state}`)}</span>
            {pending > 0 && <span>{t('wall.pending', { n: pending })}</span>}
            <span className="quiet">{lastSentAt === null ? t('wall.neverSent') : t('wall.sent', { time: durationWords(now - Date.parse(lastSentAt), t) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
