import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { SaveCanned } from '../../../src/desk/api.ts'
import { toneHints } from '../conversation/toneHints.ts'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import type { CannedAnswer } from './CannedPage.tsx'
import { CANNED_KEY } from './useCanned.ts'

/** Writes one ready sentence, held against the same rules of tone as a reply. */
export function CannedDialog({ topic, locale, answer, place, onClose }: {
  topic: SaveCanned['topic']
  locale: SaveCanned['locale']
  answer: CannedAnswer | null
  /** Where a new one stands. */
  place: number
  onClose: () => void
}) {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const [title, setTitle] = useState(answer?.title ?? '')
  const [text, setText] = useState(answer?.text ?? '')
  const [active, setActive] = useState(answer?.active ?? true)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const hints = toneHints(text)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    const said: SaveCanned = { topic, locale, title, text, active, place: answer?.place ?? place }
    try {
      await (answer ? act('PUT', `/canned/${answer.id}`, { ...said, version: answer.version }) : act('POST', '/canned', said))
      toast(t('canned.saved'))
      onClose()
    } catch (error) {
      setProblem(errorWords(error, words))
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: CANNED_KEY })
    }
  }

  return (
    <Dialog title={t(answer ? 'canned.change' : 'canned.add')} onClose={onClose} testId="canned-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <p className="quiet">{t(`cannedTopic.${topic}`)} · {t(`cannedLocale.${locale}`)}</p>
        <label className="field">
          {t('canned.name')}
          <input required maxLength={60} autoFocus value={title} onChange={(event) => setTitle(event.target.value)} data-testid="canned-title" />
        </label>
        <label className="field">
          {t('canned.text')}
          <textarea rows={4} required maxLength={1000} lang={locale} value={text} onChange={(event) => setText(event.target.value)} data-testid="canned-text" />
        </label>
        {hints.length > 0 && <ul className="hints">{hints.map((hint) => <li key={hint}>{t(`tone.${hint}`)}</li>)}</ul>}
        <p className="quiet">{t('canned.holes')} <code>{'{{hotline}} {{child111}} {{police}} {{ambulance}} {{centre}}'}</code></p>
        <label className="check">
          <input type="checkbox" checked={active} onChange={(event) => setActive(event.target.checked)} />
          {t('canned.offered')}
        </label>
        {answer?.updatedBy && <p className="quiet">{t('canned.by', { name: answer.updatedBy })}</p>}
        <p className="problem" role="alert">{problem}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || title.trim() === '' || text.trim() === ''} data-testid="canned-save">{t('canned.save')}</button>
        </div>
      </form>
    </Dialog>
  )
}
