import { useState } from 'react'
import type { AccountOutcome } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { RoleChoice } from './InviteDialog.tsx'
import { useAccountActs, type Account } from './useAccounts.ts'

/** What can be done with one account: role, link, second factor, sessions, close or open again. */
export function AccountDialog({ account, waits, onClose, onOutcome }: { account: Account; waits: boolean; onClose: () => void; onOutcome: (outcome: Partial<AccountOutcome>, name: string) => void }) {
  const words = useWords()
  const { t } = words
  const { run, busy, error } = useAccountActs()
  const [role, setRole] = useState(account.role)
  const { id, name, email, active, secondFactor, sessions, lastSignInAt } = account

  async function act(path: string, body: object = {}) {
    const outcome = await run(`/accounts/${id}${path}`, body)
    if (outcome) onOutcome(outcome, name)
  }

  return (
    <Dialog title={name} onClose={onClose} testId="account-dialog">
      <p className="quiet">{email}</p>
      {active && (
        <div className="account-acts">
          <RoleChoice role={role} onRole={setRole} />
          <button type="button" className="button-quiet" disabled={busy || role === account.role} onClick={() => { void act('/change', { role }) }} data-testid="account-role">{t('accounts.roleDo')}</button>
          <p className="quiet">{lastSignInAt === null ? t('accounts.linkWhyNew') : t('accounts.linkWhy')}</p>
          <button type="button" className="button-quiet" disabled={busy} onClick={() => { void act('/link') }} data-testid="account-link">{t('accounts.link')}</button>
          {secondFactor && (
            <>
              <p className="quiet">{t('accounts.factorWhy')}</p>
              <button type="button" className="button-quiet" disabled={busy} onClick={() => { void act('/second-factor/reset') }} data-testid="account-factor">{t('accounts.factor')}</button>
            </>
          )}
          {sessions > 0 && (
            <>
              <p className="quiet">{t('accounts.sessionsNow', { n: sessions })}</p>
              <button type="button" className="button-quiet" disabled={busy} onClick={() => { void act('/sessions/end') }} data-testid="account-sessions">{t('accounts.sessionsEnd')}</button>
            </>
          )}
        </div>
      )}
      <p className="quiet">{active ? t('accounts.closeWhy') : waits ? t('accounts.waiting') : t('accounts.reopenWhy')}</p>
      <p className="problem" role="alert">{error ? errorWords(error, words) : ''}</p>
      <div className="dialog-buttons">
        {(active || !waits) && <button type="button" className="button-quiet button-danger" disabled={busy} onClick={() => { void act('/change', { active: !active }) }} data-testid="account-close">{active ? t('accounts.close') : t('accounts.reopen')}</button>}
        <button type="button" className="button-main" onClick={onClose}>{t('common.done')}</button>
      </div>
    </Dialog>
  )
}
