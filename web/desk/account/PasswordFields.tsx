import { useId, useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'

/** As the server's PASSWORD_MIN (src/desk/api/accounts.ts), which decides. */
const PASSWORD_MIN = 12

/** A new password, typed twice; long is what counts. */
export function PasswordFields() {
  const { t } = useWords()
  const [shown, setShown] = useState(false)
  const hint = useId()
  const type = shown ? 'text' : 'password'
  return (
    <>
      <label className="field">{t('security.newPassword')}
        <input name="password" type={type} autoComplete="new-password" required minLength={PASSWORD_MIN} maxLength={1024} aria-describedby={hint} data-testid="new-password" />
      </label>
      <p className="quiet" id={hint}>{t('security.passwordHint', { min: PASSWORD_MIN })}</p>
      <label className="field">{t('security.again')}
        <input name="again" type={type} autoComplete="new-password" required data-testid="new-password-again" />
      </label>
      <label className="check"><input type="checkbox" checked={shown} onChange={({ target }) => setShown(target.checked)} />{t('security.show')}</label>
    </>
  )
}
