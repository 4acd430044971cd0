import { useId } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useCaseWords } from '../caseWords.ts'
import type { GroundDraft } from './ground.ts'
import { ARTICLES } from './ground.ts'

/** On what ground data leaves: an article of the law with the reason, or consent with how it was given. */
export function GroundFields({ draft, onChange }: { draft: GroundDraft; onChange: (draft: GroundDraft) => void }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const name = useId()
  const set = (change: Partial<GroundDraft>) => onChange({ ...draft, ...change })
  return (
    <fieldset className="choices">
      <legend>{t('caseGround.title')}</legend>
      {(['legal', 'consent'] as const).map((kind) => (
        <label key={kind} className="choice">
          <input type="radio" name={name} checked={draft.kind === kind} onChange={() => set({ kind })} data-testid={`ground-${kind}`} />
          {t(`caseGround.${kind}`)}
        </label>
      ))}
      {draft.kind === 'legal'
        ? (
          <>
            <label className="field">{t('caseGround.article')}
              <select value={draft.article} onChange={({ target }) => set({ article: ARTICLES.find((one) => one === target.value) ?? draft.article })}>
                {ARTICLES.map((one) => <option key={one} value={one}>{word(`list.legalGround.${one}`)}</option>)}
              </select>
            </label>
            <label className="field">{t('caseGround.why')}<textarea required rows={2} maxLength={2000} value={draft.why} onChange={({ target }) => set({ why: target.value })} data-testid="ground-why" /></label>
          </>
        )
        : (
          <>
            <label className="check"><input type="checkbox" checked={draft.childAgreed} onChange={({ target }) => set({ childAgreed: target.checked })} />{t('caseGround.childAgreed')}</label>
            <label className="check"><input type="checkbox" checked={draft.guardianAgreed} onChange={({ target }) => set({ guardianAgreed: target.checked })} />{t('caseGround.guardianAgreed')}</label>
            <label className="field">{t('caseGround.how')}<textarea required rows={2} maxLength={2000} value={draft.how} onChange={({ target }) => set({ how: target.value })} /></label>
            <label className="field">{t('caseGround.on')}<input type="date" required value={draft.on} onChange={({ target }) => set({ on: target.value })} /></label>
          </>
        )}
    </fieldset>
  )
}
