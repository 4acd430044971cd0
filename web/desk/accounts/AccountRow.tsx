import { useWords } from '../language/LanguageProvider.tsx'
import { dayAndTime } from '../time/dates.ts'
import type { Account } from './useAccounts.ts'

/** One account: who, what role, and what an administrator should know about how they sign in. */
export function AccountRow({ account, mine, waits, onOpen }: { account: Account; mine: boolean; waits: boolean; onOpen: () => void }) {
  const { t, language } = useWords()
  const { name, email, role, active, secondFactor, invitedUntil, lastSignInAt } = account
  const never = lastSignInAt === null
  return (
    <li data-testid="account-row" data-email={email} className={active ? '' : 'account-closed'}>
      <div>
        <strong>{name}</strong> <span className="chip">{t(`role.${role}`)}</span>
        {mine && <span className="chip chip-good">{t('accounts.me')}</span>}
        {waits && <span className="chip chip-warn">{t('accounts.waiting')}</span>}
        {!active && !waits && <span className="chip">{t('accounts.closed')}</span>}
        {active && invitedUntil !== null && <span className="chip chip-warn">{t('accounts.invitedUntil', { time: dayAndTime(invitedUntil, language) })}</span>}
        {active && never && invitedUntil === null && <span className="chip chip-warn">{t('accounts.neverIn')}</span>}
        {active && !never && !secondFactor && <span className="chip chip-warn">{t('accounts.noFactor')}</span>}
        <p className="quiet">{email}{lastSignInAt !== null && ` · ${t('accounts.lastIn', { time: dayAndTime(lastSignInAt, language) })}`}</p>
      </div>
      <button type="button" className="button-quiet" aria-label={t('accounts.manageOf', { name })} onClick={onOpen} data-testid="account-open">{t('accounts.manage')}</button>
    </li>
  )
}
