import { Link, useLocation } from 'wouter'
import type { Me } from '../../src/desk/api.ts'
import { SoundSwitch } from './alarm/SoundSwitch.tsx'
import { act } from './http/request.ts'
import { useWords } from './language/LanguageProvider.tsx'
import { LanguageSwitch } from './language/LanguageSwitch.tsx'
import { Icon } from './parts/Icon.tsx'
import { ThemeSwitch } from './parts/ThemeSwitch.tsx'
import { barAndMenu, isAt } from './placeList.ts'
import type { Place } from './placeList.ts'
import { useSignOut } from './session/useMe.ts'

/** Where I am, whether the alarm can be heard, who I am. */
export function TopBar({ me, sound, onSound, onHelp, onPaths, onPalette }: {
  me: Me
  sound: boolean
  onSound: (on: boolean) => void
  onHelp: () => void
  onPaths: () => void
  onPalette: () => void
}) {
  const { t } = useWords()
  const [path] = useLocation()
  const signOut = useSignOut()
  const { bar, menu } = barAndMenu(me)
  return (
    <header className="top">
      <Link href="/" className="brand" aria-label={t('app.home')}>
        <img src="/desk/icon.svg" alt="" width="28" height="28" />
        <span>{t('app.name')}</span>
      </Link>
      <nav aria-label={t('app.places')}>
        {bar.map(({ href, icon, name }) => (
          <Link key={href} href={href} className="button-quiet top-place" aria-label={t(name)} title={t(name)} aria-current={isAt(path, href) ? 'page' : undefined} data-testid={`place-${icon}`}>
            <Icon name={icon} /><span>{t(name)}</span>
          </Link>
        ))}
      </nav>
      {menu.length > 0 && <MorePlaces places={menu} path={path} />}
      <button type="button" className="button-icon" aria-label={t('palette.open')} title={`${t('palette.open')} (Ctrl K)`} onClick={onPalette} data-testid="palette-open"><Icon name="search" /></button>
      <SoundSwitch sound={sound} onSound={onSound} />
      <details className="menu" onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false
      }}>
        <summary aria-label={t('app.account', { name: me.name })} data-testid="account"><Icon name="person" /><span className="only-wide">{me.name}</span></summary>
        <div className="menu-body" onClick={({ target, currentTarget }) => {
          const menu = currentTarget.closest('details')
          if (menu && target instanceof Element && target.closest('a')) menu.open = false
        }}>
          <p><strong>{me.name}</strong><br /><span className="quiet">{t(`role.${me.role}`)}</span></p>
          <LanguageSwitch onChoose={(locale) => { act('PATCH', '/me', { locale }).catch(() => { /* this device has it; the account takes it next time */ }) }} />
          <ThemeSwitch />
          {(me.permissions.includes('alarm.read') || me.permissions.includes('channel.manage')) && (
            <button type="button" className="button-quiet" onClick={onPaths} data-testid="alarm-paths-open"><Icon name="bell" />{t('paths.title')}</button>
          )}
          <Link href="/security" className="button-quiet" data-testid="place-security"><Icon name="lock" />{t('security.title')}</Link>
          <button type="button" className="button-quiet" onClick={onHelp}><Icon name="keyboard" />{t('keys.title')}</button>
          <button type="button" className="button-quiet" onClick={() => { void signOut() }} data-testid="sign-out"><Icon name="leave" />{t('app.signOut')}</button>
        </div>
      </details>
    </header>
  )
}

/** The places one does not go to every hour. Closes when it is left, and after a choice. */
function MorePlaces({ places, path }: { places: readonly Place[]; path: string }) {
  const { t } = useWords()
  const here = places.some(({ href }) => isAt(path, href))
  return (
    <details className="menu" onBlur={(event) => {
      if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false
    }} onClick={(event) => {
      if (event.target instanceof Element && event.target.closest('a')) event.currentTarget.open = false
    }}>
      <summary aria-current={here ? 'page' : undefined} aria-label={t('app.more')} data-testid="more-places"><Icon name="more" /><span className="only-wide">{t('app.more')}</span></summary>
      <nav className="menu-body" aria-label={t('app.more')}>
        {places.map(({ href, icon, name }) => (
          <Link key={href} href={href} className="button-quiet" aria-current={isAt(path, href) ? 'page' : undefined} data-testid={`place-${icon}`}><Icon name={icon} />{t(name)}</Link>
        ))}
      </nav>
    </details>
  )
}
