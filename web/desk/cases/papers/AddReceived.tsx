import { useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { upload } from '../../http/request.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { toast } from '../../parts/toasts.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseView } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'

const isKept = (value: unknown): value is { id: string; again: boolean } => typeof value === 'object' && value !== null && 'again' in value

/** Puts a paper into the case: its title travels with the bytes, never in an address. */
export function AddReceived({ view }: { view: CaseView }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const { attempt, busy } = useCaseActs(view.record.id)
  const form = useRef<HTMLFormElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [title, setTitle] = useState('')
  const [referralId, setReferralId] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!file) return
    const kept = await attempt(() => upload(`/cases/${view.record.id}/papers/received`, { title, ...(referralId === '' ? {} : { referralId }) }, file, isKept))
    if (!kept) return
    toast(t(kept.again ? 'casePaper.again' : 'casePaper.kept'))
    form.current?.reset()
    setFile(null)
    setTitle('')
  }

  return (
    <details className="add-form">
      <summary data-testid="received-add">{t('casePaper.receive')}</summary>
      <form ref={form} className="stack-form" onSubmit={(event) => { void submit(event) }}>
        <p className="quiet">{t('casePaper.receivedMeans')}</p>
        <label className="field">{t('casePaper.file')}<input type="file" required accept=".pdf,.jpg,.jpeg,.png,.webp,.heic,.docx" onChange={({ target }) => setFile(target.files?.[0] ?? null)} data-testid="received-file" /></label>
        <label className="field">{t('casePaper.receivedTitle')}<input required maxLength={200} value={title} onChange={({ target }) => setTitle(target.value)} data-testid="received-title" /></label>
        {view.referrals.length > 0 && (
          <label className="field">{t('casePaper.referral')}
            <select value={referralId} onChange={({ target }) => setReferralId(target.value)}>
              <option value="">{t('casePaper.noReferral')}</option>
              {view.referrals.map(({ id, bodyKind }) => <option key={id} value={id}>{word(`list.body.${bodyKind}`)}</option>)}
            </select>
          </label>
        )}
        <div className="form-buttons"><button type="submit" className="button-main" disabled={busy || !file || title.trim() === ''} data-testid="received-save">{t('casePaper.upload')}</button></div>
      </form>
    </details>
  )
}
