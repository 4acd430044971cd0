import { useState } from 'react'
import type { FormEvent } from 'react'
import { COMMUNES } from '../cases/caseWords.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { Checked } from './Checked.tsx'
import { useDirectoryActs, type Service } from './useDirectory.ts'

const KINDS = ['commune', 'so-y-te', 'police', 'child111', 'school', 'hospital', 'legal-aid', 'shelter', 'other'] as const
const NEEDS = ['school', 'money', 'papers', 'health', 'law', 'counselling'] as const
const TEXTS = ['phone', 'hours', 'contact', 'email', 'address', 'note'] as const
const NEW: Omit<Service, 'id'> = { kind: 'other', communeCode: null, name: '', contact: '', phone: '', email: '', address: '', note: '', needs: [], hours: '', verifiedOn: null, active: true }

/** One body of the directory. What people are told of it: name, number and hours, and only while it is checked. */
export function ServiceDialog({ service, onClose }: { service: Service | null; onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const { saveService } = useDirectoryActs()
  const [draft, setDraft] = useState<Omit<Service, 'id'> & { id?: string }>(service ?? NEW)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    try {
      await saveService(draft)
      toast(t('directory.saved'))
      onClose()
    } catch (error) {
      setProblem(errorWords(error, words))
      setBusy(false)
    }
  }

  return (
    <Dialog title={t(service ? 'directory.change' : 'directory.add')} onClose={onClose} testId="service-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <label className="field">{t('directoryField.name')}
          <input required maxLength={200} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} data-testid="service-name" />
        </label>
        <label className="field">{t('directoryField.kind')}
          <select value={draft.kind} onChange={(event) => setDraft({ ...draft, kind: KINDS.find((one) => one === event.target.value) ?? 'other' })}>
            {KINDS.map((one) => <option key={one} value={one}>{t(`bodyKind.${one}`)}</option>)}
          </select>
        </label>
        <label className="field">{t('directory.commune')}
          <select value={draft.communeCode ?? ''} onChange={(event) => setDraft({ ...draft, communeCode: event.target.value === '' ? null : event.target.value })} data-testid="service-commune">
            <option value="">{t('directory.wide')}</option>
            {COMMUNES.map(({ code, title }) => <option key={code} value={code}>{title}</option>)}
          </select>
        </label>
        <fieldset className="directory-needs">
          <legend>{t('directory.needs')}</legend>
          {NEEDS.map((need) => (
            <label key={need} className="check">
              <input type="checkbox" checked={draft.needs.includes(need)} onChange={(event) => setDraft({ ...draft, needs: event.target.checked ? [...draft.needs, need] : draft.needs.filter((one) => one !== need) })} data-testid={`service-need-${need}`} />
              {t(`factValue.${need}`)}
            </label>
          ))}
        </fieldset>
        {TEXTS.map((field) => (
          <label key={field} className="field">{t(`directoryField.${field}`)}
            <input type={field === 'email' ? 'email' : 'text'} maxLength={field === 'phone' ? 40 : 120} value={draft[field]} onChange={(event) => setDraft({ ...draft, [field]: event.target.value })} data-testid={`service-${field}`} />
          </label>
        ))}
        <Checked day={draft.verifiedOn} onChange={(verifiedOn) => setDraft({ ...draft, verifiedOn })} what={draft.name} />
        <p className="quiet">{t('directory.checkedMeans')}</p>
        <label className="check">
          <input type="checkbox" checked={draft.active} onChange={(event) => setDraft({ ...draft, active: event.target.checked })} />
          {t('directory.active')}
        </label>
        <p className="problem" role="alert">{problem}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy} data-testid="service-save">{t('directory.save')}</button>
        </div>
      </form>
    </Dialog>
  )
}
