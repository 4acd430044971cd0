import { useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Transcript } from '../conversation/Transcript.tsx'
import { useActs } from '../conversation/useActs.ts'
import { useConversation } from '../conversation/useConversation.ts'
import { useMessages } from '../conversation/useMessages.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { LEVELS_DOWN } from '../queue/wait.ts'
import { POINTS } from './QualityFigures.tsx'

type Scores = Record<(typeof POINTS)[number], number | null>
const NO_SCORES: Scores = { heard: null, safety: null, words: null, nextStep: null }
/** From here on somebody had to act (safeguarding §1.6). */
const DANGER = ['emergency', 'high', 'medium']

/** One talk of the sample, without what the machine made of it, and the form to judge it by. */
export function ReviewOne({ id, onDone }: { id: string; onDone: () => void }) {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const { run, busy } = useActs(id)
  const { data: conversation, error } = useConversation(id)
  const transcript = useMessages(id)
  const [level, setLevel] = useState('')
  const [scores, setScores] = useState(NO_SCORES)
  const [comment, setComment] = useState('')
  // Read blind: no marks, no levels. Who knows what the machine thought agrees with it.
  const blind = useMemo(() => transcript.messages.map((one) => ({ ...one, evidence: [] })), [transcript.messages])

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!await run('quality', { level, scores, ...(comment.trim() === '' ? {} : { comment }) })) return
    toast(t('quality.saved'))
    void client.invalidateQueries({ queryKey: ['quality', 'summary'] })
    onDone()
  }

  if (!conversation) return <p className="empty">{error ? errorWords(error, words) : t('common.loading')}</p>
  return (
    <div className="quality-one">
      <section className="quality-talk" aria-labelledby="quality-talk">
        <h2 id="quality-talk" className="only-heard">{t('quality.transcript')}</h2>
        <Transcript conversation={{ ...conversation, urgencyHistory: [] }} messages={blind} more={transcript.more} onEarlier={transcript.readEarlier} meId={undefined} blurred={false} onRead={() => { /* a review reads nothing for the talk's owner */ }} />
      </section>
      <form className="panel" onSubmit={(event) => { void submit(event) }}>
        <fieldset className="choices">
          <legend>{t('quality.should')}</legend>
          {LEVELS_DOWN.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="level" value={one} required checked={level === one} onChange={() => setLevel(one)} />
              <span>{t(`level.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        {DANGER.includes(level) && <p className="notice" role="status">{t('quality.missedWarn')}</p>}
        <fieldset className="quality-scores">
          <legend>{t('quality.score')}</legend>
          {POINTS.map((point) => (
            <label key={point}>
              <span>{t(`qualityPoint.${point}`)}</span>
              <select value={scores[point] ?? ''} onChange={({ target }) => setScores({ ...scores, [point]: target.value === '' ? null : Number(target.value) })}>
                <option value="">{t('quality.scoreNone')}</option>
                <option value="1">{t('quality.score1')}</option>
                <option value="2">{t('quality.score2')}</option>
                <option value="3">{t('quality.score3')}</option>
              </select>
            </label>
          ))}
        </fieldset>
        <label className="field">
          {t('quality.comment')}
          <textarea rows={2} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
        </label>
        <div className="form-buttons">
          <button type="submit" className="button-main" disabled={busy || level === ''} data-testid="quality-save">{t('quality.save')}</button>
        </div>
      </form>
    </div>
  )
}
