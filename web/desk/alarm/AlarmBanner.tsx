import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { Alarms } from '../../../src/desk/api.ts'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { Level } from '../parts/Level.tsx'
import { toast } from '../parts/toasts.ts'
import { durationWords } from '../time/duration.ts'
import { useNow } from '../time/useNow.ts'

/** Open alarms above everything else, the most urgent first, until a human says that they have heard. */
export function AlarmBanner({ alarms }: { alarms: Alarms['alarms'] }) {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const [, go] = useLocation()
  const now = useNow()
  const [busy, setBusy] = useState(false)
  const [first] = alarms
  if (!first) return null

  async function acknowledge(conversationId: string) {
    setBusy(true)
    try {
      await act('POST', `/conversations/${conversationId}/acknowledge`)
      go(`/c/${conversationId}`)
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: ['alarms'] })
      void client.invalidateQueries({ queryKey: ['queue'] })
    }
  }

  return (
    <section className={`alarm alarm-${first.level}`} role="alert" data-testid="alarm-banner" data-conversation-id={first.conversationId}>
      <Level level={first.level} />
      <p>
        <span className="alarm-words">{t('alarm.text')} </span>
        <span aria-hidden="true">{t('alarm.since', { time: durationWords(now - Date.parse(first.raisedAt), t) })}</span>
        {alarms.length > 1 && <span className="count">{t('alarm.more', { n: alarms.length - 1 })}</span>}
      </p>
      <button type="button" disabled={busy} onClick={() => { void acknowledge(first.conversationId) }} data-testid="alarm-acknowledge">{t('alarm.acknowledge')}</button>
    </section>
  )
}
