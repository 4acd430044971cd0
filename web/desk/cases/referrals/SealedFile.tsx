import { useState } from 'react'
import type { SealedFile as Made } from '../../../../src/cases/sealed/makeSealedFile.ts'
import { withFields } from '../../http/request.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { usePapers } from '../papers/usePapers.ts'
import { useCaseActs } from '../useCase.ts'

const isMade = withFields<Made>('ok')

/** Makes the encrypted file of a referral that was sent, and shows its code once, to be read out over the telephone. */
export function SealedFile({ caseId, referralId }: { caseId: string; referralId: string }) {
  const { t } = useWords()
  const { decide, busy } = useCaseActs(caseId)
  const { download } = usePapers(caseId)
  const [made, setMade] = useState<{ id: string; passphrase: string } | null>(null)

  async function make() {
    const result = await decide(`/cases/${caseId}/papers/sealed`, { referralId }, isMade)
    if (result?.ok) setMade(result)
  }

  return (
    <>
      <button type="button" className="button-quiet" disabled={busy} onClick={() => { void make() }} data-testid="referral-sealed"><Icon name="lock" />{t('caseSealed.make')}</button>
      {made && (
        <Dialog title={t('caseSealed.title')} onClose={() => setMade(null)} testId="sealed-dialog">
          <p>{t('caseSealed.means')}</p>
          <p className="field">{t('caseSealed.passphrase')}<strong className="passphrase" data-testid="sealed-passphrase">{made.passphrase}</strong></p>
          <p className="quiet">{t('caseSealed.once')}</p>
          <div className="dialog-buttons">
            <button type="button" className="button-quiet" onClick={() => setMade(null)} data-testid="sealed-done">{t('caseSealed.done')}</button>
            <button type="button" className="button-main" onClick={() => { void download(made.id) }} data-testid="sealed-download"><Icon name="download" />{t('caseSealed.download')}</button>
          </div>
        </Dialog>
      )}
    </>
  )
}
