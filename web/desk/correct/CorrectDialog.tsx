import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Conversation, Correctable, CorrectionValue } from '../../../src/desk/api.ts'
import { useActs } from '../conversation/useActs.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { toast } from '../parts/toasts.ts'
import { CategoriesField } from './CategoriesField.tsx'
import { CommuneField } from './CommuneField.tsx'
import { KINDS, NAMES } from './kinds.ts'
import { OtherField } from './OtherField.tsx'
import { standingOf, useValueWords } from './standing.ts'

const REASONS = ['said', 'read', 'misheard'] as const

/** Puts right what the machine took down wrongly: what, how it is, and why. What the person said stays in the transcript. */
export default function CorrectDialog({ conversation, first, onClose }: { conversation: Conversation; first: Correctable; onClose: () => void }) {
  const { t, maybe } = useWords()
  const { run, busy } = useActs(conversation.id)
  const valueWords = useValueWords()
  const [name, setName] = useState(first)
  const standing = standingOf(conversation, name)
  const [value, setValue] = useState<CorrectionValue>(standing)
  const [reason, setReason] = useState('')
  const changed = JSON.stringify(value) !== JSON.stringify(standing)

  function choose(next: Correctable) {
    setName(next)
    setValue(standingOf(conversation, next))
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    const after = conversation.corrections.findLast((one) => one.name === name)?.id ?? null
    if (!await run('correct', { name, value, after, reason })) return
    toast(t('correct.done'))
    onClose()
  }

  return (
    <Dialog title={t('correct.title')} onClose={onClose} testId="correct-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <label className="field">
          {t('correct.what')}
          <select value={name} onChange={(event) => choose(NAMES.find((one) => one === event.target.value) ?? name)} data-testid="correct-name">
            {NAMES.map((one) => <option key={one} value={one}>{maybe(`fact.${one}`) ?? one}</option>)}
          </select>
        </label>
        {name !== 'categories' && <p className="quiet">{t('correct.standing', { value: valueWords(name, standing) })}</p>}
        {field()}
        <label className="field">
          {t('correct.why')}
          <textarea rows={2} required maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} data-testid="correct-reason" />
        </label>
        <p className="correct-reasons">
          {REASONS.map((one) => (
            <button key={one} type="button" className="button-quiet" onClick={() => setReason(t(`correctReason.${one}`))}>{t(`correctReason.${one}`)}</button>
          ))}
        </p>
        <p className="quiet">{t('correct.stays')}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || !changed || reason.trim() === ''} data-testid="correct-save">{t('correct.save')}</button>
        </div>
      </form>
    </Dialog>
  )

  function field() {
    const kind = KINDS[name]
    if (kind === 'commune') return <CommuneField code={typeof value === 'string' ? value : null} onChange={setValue} />
    if (kind === 'categories') return <CategoriesField codes={Array.isArray(value) ? value : []} onChange={setValue} />
    return <OtherField key={name} name={name} kind={kind} value={value} onChange={setValue} />
  }
}
