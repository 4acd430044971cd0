import { useEffect } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { Queue } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { toast } from '../parts/toasts.ts'
import { serverNow } from '../time/clock.ts'

const isQueue = withFields<Queue>('rows', 'next')
/** What was put aside on another device is heard of this soon. */
const READ_AGAIN_MS = 5 * 60_000
/** A browser's timer holds no more than some weeks; the list is read again long before. */
const LONGEST_MS = 24 * 3600_000

/** What I put aside comes back at its time, wherever I am at the desk: a word, and the way there. */
export function useWakings(enabled: boolean): void {
  const { t } = useWords()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { data } = useQuery({ queryKey: ['snoozed'], queryFn: ({ signal }) => read('/queue?view=mine&limit=200', isQueue, signal), refetchInterval: READ_AGAIN_MS, enabled })
  useEffect(() => {
    const timers = (data?.rows ?? []).flatMap(({ id, snoozedUntil, preview }) => {
      const ahead = snoozedUntil === null ? -1 : Date.parse(snoozedUntil) - serverNow()
      if (ahead <= 0 || ahead > LONGEST_MS) return []
      return [setTimeout(() => {
        toast(t('snooze.woke', { words: preview }), { action: { label: t('snooze.open'), run: () => go(`/c/${id}`) } })
        for (const key of ['queue', 'snoozed']) void client.invalidateQueries({ queryKey: [key] })
        void client.invalidateQueries({ queryKey: ['conversation', id] })
      }, ahead)]
    })
    return () => timers.forEach(clearTimeout)
  }, [data, t, client, go])
}
