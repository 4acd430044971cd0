import { useState } from 'react'
import type { FormEvent } from 'react'
import type { AccountOutcome, Me } from '../../../src/desk/api.ts'
import { ROLES, type Role } from '../../../src/staff/permissions.ts'
import { needsSecondPerson } from '../../../src/staff/secondPerson.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { useAccountActs } from './useAccounts.ts'

/** A new colleague: name, e-mail, role. They choose their password themselves. */
export function InviteDialog({ me, onClose, onOutcome }: { me: Me; onClose: () => void; onOutcome: (outcome: Partial<AccountOutcome>, name: string) => void }) {
  const words = useWords()
  const { t } = words
  const { run, busy, error } = useAccountActs()
  const [role, setRole] = useState<Role>('counsellor')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const name = String(fields.get('name')).trim()
    const outcome = await run('/accounts', { name, email: String(fields.get('email')), role, locale: fields.get('locale') })
    if (outcome) onOutcome(outcome, name)
  }

  return (
    <Dialog title={t('accounts.invite')} onClose={onClose} testId="invite-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <label className="field">{t('accounts.name')}<input name="name" required maxLength={80} autoComplete="off" autoFocus data-testid="invite-name" /></label>
        <label className="field">{t('signIn.email')}<input name="email" type="email" required maxLength={254} autoComplete="off" data-testid="invite-email" /></label>
        <RoleChoice role={role} onRole={setRole} />
        <label className="field">{t('common.language')}
          <select name="locale" defaultValue="vi"><option value="vi">Tiếng Việt</option><option value="en">English</option></select>
        </label>
        {needsSecondPerson(me, { kind: 'open', role }) && <p className="notice" data-testid="needs-second">{t('accounts.needsHead')}</p>}
        <p className="problem" role="alert">{error ? errorWords(error, words) : ''}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy} data-testid="invite-submit">{t('accounts.inviteDo')}</button>
        </div>
      </form>
    </Dialog>
  )
}

/** The roles, with what each may see. */
export function RoleChoice({ role, onRole }: { role: Role; onRole: (role: Role) => void }) {
  const { t } = useWords()
  return (
    <label className="field">{t('accounts.role')}
      <select value={role} onChange={({ target }) => {
        const chosen = ROLES.find((one) => one === target.value)
        if (chosen) onRole(chosen)
      }} data-testid="role-choice">
        {ROLES.map((one) => <option key={one} value={one}>{t(`role.${one}`)}</option>)}
      </select>
      <small className="quiet">{t(`roleSees.${role}`)}</small>
    </label>
  )
}
