import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery, keepPreviousData } from '@tanstack/react-query'
import type { Line, Said } from '../../../src/dialogReview/api.ts'
import { withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'

const MOMENTS = ['open', 'night', 'nobody'] as const
const CHANNELS = ['zalo', 'messenger', 'web'] as const
const isPlayed = withFields<{ lines: Line[] }>('lines')

/** The dialog tried out by whoever answers for it: real words, real triage; nothing is kept and nobody is called. */
export function PlayPane({ name, locale }: { name: string; locale: 'vi' | 'en' }) {
  const words = useWords()
  const { t, maybe } = words
  const [said, setSaid] = useState<Said[]>([])
  const [moment, setMoment] = useState<(typeof MOMENTS)[number]>('open')
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>('zalo')
  const [draft, setDraft] = useState('')
  const asked = { locale, moment, channel, said }
  const { data, error } = useQuery({
    queryKey: ['dialog-play', name, asked],
    queryFn: () => write('POST', `/dialogs/${name}/play`, asked, isPlayed),
    placeholderData: keepPreviousData,
  })
  const lines = data?.lines ?? []
  const last = lines.findLast((line) => line.who === 'bot')

  function submit(event: FormEvent) {
    event.preventDefault()
    const text = draft.trim()
    if (text === '') return
    setSaid([...said, { kind: 'text', text }])
    setDraft('')
  }

  return (
    <section className="play" aria-label={t('dialogView.play')}>
      <p className="quiet">{t('dialogs.playAbout')}</p>
      <div className="dialog-choices">
        <label className="field">{t('dialogs.moment')}
          <select value={moment} onChange={(event) => setMoment(MOMENTS.find((one) => one === event.target.value) ?? 'open')} data-testid="play-moment">
            {MOMENTS.map((one) => <option key={one} value={one}>{t(`dialogMoment.${one}`)}</option>)}
          </select>
        </label>
        <label className="field">{t('dialogs.channel')}
          <select value={channel} onChange={(event) => setChannel(CHANNELS.find((one) => one === event.target.value) ?? 'zalo')}>
            {CHANNELS.map((one) => <option key={one} value={one}>{t(`channel.${one}`)}</option>)}
          </select>
        </label>
      </div>
      <div className="play-lines" role="log" aria-live="polite" data-testid="play-lines">
        {lines.map((line, index) => (
          line.who === 'note'
            ? <p key={index} className="play-note" data-what={line.what}>{t(`dialogNote.${line.what}`)}{line.text === '' ? '' : `: ${maybe(`level.${line.text}`) ?? line.text}`}</p>
            : <p key={index} className={`play-line play-${line.who}`} lang={locale}>{line.text}</p>
        ))}
        {last && last.buttons.length > 0 && lines.at(-1)?.who !== 'person' && (
          <div className="play-buttons">
            {last.buttons.map(({ title, payload }) => (
              <button key={payload} type="button" className="button-quiet" lang={locale} onClick={() => setSaid([...said, { kind: 'tap', payload, text: title }])} data-testid="play-button">{title}</button>
            ))}
          </div>
        )}
      </div>
      {error && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      <form className="play-form" onSubmit={submit}>
        <label className="field">{t('dialogs.write')}
          <input value={draft} maxLength={2000} onChange={(event) => setDraft(event.target.value)} data-testid="play-input" />
        </label>
        <button type="submit" className="button-main" data-testid="play-send">{t('dialogs.say')}</button>
        <button type="button" className="button-quiet" onClick={() => setSaid([...said, { kind: 'silence' }])} data-testid="play-silence">{t('dialogs.silence')}</button>
        <button type="button" className="button-quiet" disabled={said.length === 0} onClick={() => setSaid(said.slice(0, -1))}>{t('dialogs.undo')}</button>
        <button type="button" className="button-quiet" disabled={said.length === 0} onClick={() => setSaid([])}>{t('dialogs.anew')}</button>
      </form>
    </section>
  )
}
