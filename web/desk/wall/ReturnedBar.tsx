import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Returned } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { durationWords } from '../time/duration.ts'
import { useNow } from '../time/useNow.ts'

const isReturned = withFields<Returned>('returned')

/** For supervisors, on every page: who was claimed, left without a word, and waits again. Gone when somebody takes them. */
export function ReturnedBar() {
  const { t } = useWords()
  const now = useNow()
  const { data } = useQuery({ queryKey: ['returned'], queryFn: ({ signal }) => read('/wall/returned', isReturned, signal), refetchInterval: 10_000, refetchIntervalInBackground: true })
  const [first] = data?.returned ?? []
  if (!data || !first) return null
  const time = durationWords(now - Date.parse(first.waitingSince), t)
  return (
    <p className="offline returned" role="status" data-testid="returned-bar">
      <Icon name="returned" />
      <span>{first.heldBy ? t('returned.by', { name: first.heldBy.name, level: t(`level.${first.urgency}`), time }) : t('returned.one', { level: t(`level.${first.urgency}`), time })}
        {data.returned.length > 1 && ` ${t('returned.more', { n: data.returned.length - 1 })}`}</span>
      <Link href={`/c/${first.id}`} className="button-quiet" data-testid="returned-open">{t('returned.open')}</Link>
    </p>
  )
}
