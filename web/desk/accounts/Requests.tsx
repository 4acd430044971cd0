import type { AccountOutcome } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { dayAndTime } from '../time/dates.ts'
import { useAccountActs, type AccountRequest } from './useAccounts.ts'

/** What waits for a second person: that person says yes or no, who asked may withdraw. */
export function Requests({ requests, onOutcome }: { requests: readonly AccountRequest[]; onOutcome: (outcome: Partial<AccountOutcome>, name: string) => void }) {
  const words = useWords()
  const { t, language } = words
  const { run, busy, error } = useAccountActs()
  if (requests.length === 0) return null

  async function decide({ id, account }: AccountRequest, verb: 'confirm' | 'refuse') {
    const outcome = await run(`/account-requests/${id}/${verb}`)
    if (outcome) onOutcome(outcome, account.name)
  }

  return (
    <section className="panel panel-waiting" aria-labelledby="account-requests" data-testid="account-requests">
      <h2 id="account-requests">{t('accounts.requests')}</h2>
      <p className="problem" role="alert">{error ? errorWords(error, words) : ''}</p>
      <ul className="account-list">
        {requests.map((request) => (
          <li key={request.id} data-testid="account-request">
            <div>
              <strong>{t(`accountRequest.${request.kind}`, { name: request.account.name, role: t(`role.${request.role}`) })}</strong>
              <p className="quiet">{t('accounts.askedBy', { name: request.by.name, time: dayAndTime(request.at, language) })}{!request.mayConfirm && ` · ${t('accounts.somebodyElse')}`}</p>
            </div>
            <div className="account-buttons">
              {(request.mayConfirm || request.mine) && <button type="button" className="button-quiet" disabled={busy} onClick={() => { void decide(request, 'refuse') }} data-testid="request-refuse">{request.mine ? t('accounts.withdraw') : t('accounts.refuse')}</button>}
              {request.mayConfirm && <button type="button" className="button-main" disabled={busy} onClick={() => { void decide(request, 'confirm') }} data-testid="request-confirm">{t('accounts.confirm')}</button>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
