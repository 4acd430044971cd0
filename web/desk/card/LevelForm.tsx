import { useId, useState } from 'react'
import type { FormEvent } from 'react'
import type { Conversation } from '../../../src/desk/api.ts'
import { rank } from '../../../src/triage/levels.ts'
import type { Urgency } from '../../../src/triage/levels.ts'
import { useActs } from '../conversation/useActs.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { LevelShape } from '../parts/Level.tsx'
import { toast } from '../parts/toasts.ts'
import { LEVELS_DOWN } from '../queue/wait.ts'

/** Raises or lowers the level, always with a reason: only a named human may lower it. */
export function LevelForm({ conversation }: { conversation: Conversation }) {
  const { t } = useWords()
  const { run, busy } = useActs(conversation.id)
  const [level, setLevel] = useState<Urgency>(conversation.urgency)
  const [reason, setReason] = useState('')
  const reasonId = useId()
  const changed = level !== conversation.urgency
  const lowers = rank(level) < rank(conversation.urgency)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (await run('level', { from: conversation.urgency, level, reason })) toast(t('levels.done', { level: t(`level.${level}`) }))
  }

  return (
    <form className="level-form" onSubmit={(event) => { void submit(event) }}>
      <span className={`level-choice level-${level}`}>
        <LevelShape level={level} />
        <select
          value={level}
          aria-label={t('card.level')}
          onChange={(event) => setLevel(LEVELS_DOWN.find((one) => one === event.target.value) ?? level)}
          data-testid="level-select"
        >
          {LEVELS_DOWN.map((one) => <option key={one} value={one}>{t(`level.${one}`)}</option>)}
        </select>
      </span>
      <p className="quiet">
        {conversation.urgencySetBy ? t('levels.setBy', { name: conversation.urgencySetBy.name }) : t('levels.setByMachine')}
      </p>
      {changed && (
        <>
          <label className="field" htmlFor={reasonId}>{lowers ? t('levels.whyLower') : t('levels.whyRaise')}</label>
          <textarea id={reasonId} rows={2} required maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} data-testid="level-reason" />
          <div className="form-buttons">
            <button type="button" className="button-quiet" onClick={() => setLevel(conversation.urgency)}>{t('common.cancel')}</button>
            <button type="submit" className="button-main" disabled={busy || reason.trim() === ''} data-testid="level-save">{t('levels.save')}</button>
          </div>
        </>
      )}
    </form>
  )
}
