import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Security } from '../../../src/desk/api.ts'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { dayAndTime } from '../time/dates.ts'
import { SECURITY } from './useSecurity.ts'

/** Where I am signed in; any of them can be ended from here. */
export function OwnSessions({ sessions }: { sessions: Security['sessions'] }) {
  const words = useWords()
  const { t, language } = words
  const client = useQueryClient()
  const [problem, setProblem] = useState('')

  async function end(path: string) {
    setProblem('')
    try {
      await act('POST', path)
    } catch (error) {
      setProblem(errorWords(error, words))
    }
    void client.invalidateQueries({ queryKey: SECURITY })
  }

  return (
    <section className="panel" aria-labelledby="own-sessions">
      <h2 id="own-sessions">{t('security.sessions')}</h2>
      <p className="problem" role="alert">{problem}</p>
      <ul className="account-list" data-testid="sessions">
        {sessions.map(({ id, device, startedAt, lastSeenAt, current }) => (
          <li key={id}>
            <div>
              <strong>{device ?? t('security.unknownDevice')}</strong>{current && <span className="chip chip-good">{t('security.here')}</span>}
              <p className="quiet">{t('security.since', { from: dayAndTime(startedAt, language), last: dayAndTime(lastSeenAt, language) })}</p>
            </div>
            {!current && <button type="button" className="button-quiet" aria-label={t('security.endOf', { device: device ?? t('security.unknownDevice') })} onClick={() => { void end(`/me/sessions/${id}/end`) }} data-testid="session-end">{t('security.end')}</button>}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && <div className="account-buttons"><button type="button" className="button-quiet" onClick={() => { void end('/me/sessions/end-others') }} data-testid="sessions-end-others">{t('security.endOthers')}</button></div>}
    </section>
  )
}
