import { Link, useLocation } from 'wouter'
import type { Me } from '../../src/desk/api.ts'
import { SoundSwitch } from './alarm/SoundSwitch.tsx'
import { act } from './http/request.ts'
import { useWords } from './language/LanguageProvider.tsx'
import { LanguageSwitch } from './language/LanguageSwitch.tsx'
import { Icon } from './parts/Icon.tsx'
import { useSignOut } from './session/useMe.ts'

/** Where I am, whether the alarm can be heard, who I am. */
export function TopBar({ me, sound, onSound, onHelp }: { me: Me; sound: boolean; onSound: (on: boolean) => void; onHelp: () => void }) {
  const { t } = useWords()
  const [path] = useLocation()
  const signOut = useSignOut()
  const onWall = path === '/wall'
  const elsewhere = onWall ? t('queue.title') : t('wall.title')
  return (
    <header className="top">
      <Link href="/" className="brand" aria-label={t('app.home')}>
        <img src="/desk/icon.svg" alt="" width="28" height="28" />
        <span>{t('app.name')}</span>
      </Link>
      <nav aria-label={t('app.places')}>
        {me.permissions.includes('wall.read') && (
          <Link href={onWall ? '/' : '/wall'} className="button-quiet top-place" aria-label={elsewhere} title={elsewhere}>
            <Icon name={onWall ? 'queue' : 'wall'} /><span>{elsewhere}</span>
          </Link>
        )}
      </nav>
      <SoundSwitch sound={sound} onSound={onSound} />
      <details className="menu" onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false
      }}>
        <summary aria-label={t('app.account', { name: me.name })} data-testid="account"><Icon name="person" /><span className="only-wide">{me.name}</span></summary>
        <div className="menu-body">
          <p><strong>{me.name}</strong><br /><span className="quiet">{t(`role.${me.role}`)}</span></p>
          <LanguageSwitch onChoose={(locale) => { act('PATCH', '/me', { locale }).catch(() => { /* this device has it; the account takes it next time */ }) }} />
          <button type="button" className="button-quiet" onClick={onHelp}><Icon name="keyboard" />{t('keys.title')}</button>
          <button type="button" className="button-quiet" onClick={() => { void signOut() }} data-testid="sign-out"><Icon name="leave" />{t('app.signOut')}</button>
        </div>
      </details>
    </header>
  )
}
