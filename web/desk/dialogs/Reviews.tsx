import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { DialogPage } from '../../../src/dialogReview/api.ts'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { dayAndTime } from '../time/dates.ts'
import { DIALOGS_KEY } from './useDialogs.ts'

/** Who read which version when; and, for whoever may, their own name under the version on the screen. */
export function Reviews({ page, maySign }: { page: DialogPage; maySign: boolean }) {
  const words = useWords()
  const { t, language } = words
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)

  async function sign(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    try {
      await act('POST', `/dialogs/${page.name}/reviews`, { version: page.version, note })
      toast(t('dialogs.thanks'))
      setNote('')
      setProblem('')
    } catch (error) {
      setProblem(errorWords(error, words))
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: DIALOGS_KEY })
    }
  }

  return (
    <section className="reviews" aria-labelledby="reviews-title">
      <h3 id="reviews-title">{t('dialogs.reviews')}</h3>
      {page.reviews.length === 0 && <p className="quiet">{t('dialogs.unread')}</p>}
      <ul data-testid="dialog-reviews">
        {page.reviews.map((one) => (
          <li key={`${one.at}${one.by}`}>
            <strong>{one.by}</strong> <time dateTime={one.at}>{dayAndTime(one.at, language)}</time> <code>{one.version}</code>
            <span className={one.version === page.version ? 'chip chip-good' : 'chip chip-warn'}>{t(one.version === page.version ? 'dialogs.thisVersion' : 'dialogs.oldVersion')}</span>
            {one.note !== '' && <p>{one.note}</p>}
          </li>
        ))}
      </ul>
      {maySign && (
        <form onSubmit={(event) => { void sign(event) }}>
          <label className="field">{t('dialogs.note')}
            <textarea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} data-testid="review-note" />
          </label>
          <p className="problem" role="alert">{problem}</p>
          <button type="submit" className="button-main" disabled={busy} data-testid="review-sign">{t('dialogs.sign', { version: page.version })}</button>
        </form>
      )}
    </section>
  )
}
