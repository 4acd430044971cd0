import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Security } from '../../../src/desk/api.ts'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { ME } from '../session/useMe.ts'
import { EnrolFactor } from './EnrolFactor.tsx'
import { SECURITY } from './useSecurity.ts'

/** So few recovery codes left that new ones are worth a word. */
const FEW = 3

/** The second factor of my account: on or off, a new phone, how many recovery codes are left. */
export function OwnFactor({ security: { secondFactor, compulsory, recoveryCodesLeft } }: { security: Security }) {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const [enrolling, setEnrolling] = useState(false)
  const [problem, setProblem] = useState('')

  function renew() {
    for (const queryKey of [SECURITY, ME]) void client.invalidateQueries({ queryKey })
  }

  async function turnOff() {
    setProblem('')
    try {
      await act('POST', '/me/second-factor/remove')
      toast(t('security.factorGone'))
      renew()
    } catch (error) {
      setProblem(errorWords(error, words))
    }
  }

  return (
    <section className="panel" aria-labelledby="own-factor">
      <h2 id="own-factor">{t('security.factor')}</h2>
      <p data-testid="factor-state">{secondFactor ? t('security.factorOn') : t('security.factorOff')}</p>
      {secondFactor && <p className={recoveryCodesLeft <= FEW ? 'notice' : 'quiet'}>{t('security.codesLeft', { n: recoveryCodesLeft })}{recoveryCodesLeft <= FEW ? ` ${t('security.codesFew')}` : ''}</p>}
      <p className="problem" role="alert">{problem}</p>
      <div className="account-buttons">
        <button type="button" className={secondFactor ? 'button-quiet' : 'button-main'} onClick={() => setEnrolling(true)} data-testid="factor-begin">{secondFactor ? t('security.newPhone') : t('security.turnOn')}</button>
        {secondFactor && !compulsory && <button type="button" className="button-quiet" onClick={() => { void turnOff() }} data-testid="factor-remove">{t('security.turnOff')}</button>}
      </div>
      {enrolling && (
        <Dialog title={secondFactor ? t('security.newPhone') : t('security.turnOn')} onClose={() => { setEnrolling(false); renew() }} testId="enrol-dialog">
          <EnrolFactor onDone={() => { setEnrolling(false); renew() }} onCancel={() => setEnrolling(false)} />
        </Dialog>
      )}
    </section>
  )
}
