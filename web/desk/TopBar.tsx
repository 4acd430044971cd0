import { Link, useLocation } from 'wouter'
import type { Me } from '../../src/desk/api.ts'
import type { Action } from '../../src/staff/permissions.ts'
import { SoundSwitch } from './alarm/SoundSwitch.tsx'
import { act } from './http/request.ts'
import { useWords } from './language/LanguageProvider.tsx'
import { LanguageSwitch } from './language/LanguageSwitch.tsx'
import type { WordKey } from './language/words.ts'
import { Icon } from './parts/Icon.tsx'
import type { IconName } from './parts/Icon.tsx'
import { useSignOut } from './session/useMe.ts'

/** The places of the desk, and what one must be allowed to go there. */
const PLACES = [
  { href: '/', icon: 'queue', name: 'queue.title', action: 'queue.read' },
  { href: '/cases', icon: 'folder', name: 'cases.title', action: 'case.read' },
  { href: '/roster', icon: 'roster', name: 'roster.title', action: 'roster.read' },
  { href: '/wall', icon: 'wall', name: 'wall.title', action: 'wall.read' },
  { href: '/channels', icon: 'channels', name: 'channels.title', action: 'channel.manage' },
  { href: '/triage', icon: 'eye', name: 'triage.title', action: 'quality.review' },
  { href: '/safeguards', icon: 'lock', name: 'safeguards.title', action: 'audit.read' },
  { href: '/reports', icon: 'chart', name: 'reports.title', action: 'report.read' },
] as const satisfies readonly { href: string; icon: IconName; name: WordKey; action: Action }[]

/** Where I am, whether the alarm can be heard, who I am. */
export function TopBar({ me, sound, onSound, onHelp, onPaths }: {
  me: Me
  sound: boolean
  onSound: (on: boolean) => void
  onHelp: () => void
  onPaths: () => void
}) {
  const { t } = useWords()
  const [path] = useLocation()
  const signOut = useSignOut()
  const places = PLACES.filter(({ action }) => me.permissions.includes(action))
  return (
    <header className="top">
      <Link href="/" className="brand" aria-label={t('app.home')}>
        <img src="/desk/icon.svg" alt="" width="28" height="28" />
        <span>{t('app.name')}</span>
      </Link>
      <nav aria-label={t('app.places')}>
        {places.map(({ href, icon, name }) => (
          <Link key={href} href={href} className="button-quiet top-place" aria-label={t(name)} title={t(name)} aria-current={isAt(path, href) ? 'page' : undefined} data-testid={`place-${icon}`}>
            <Icon name={icon} /><span>{t(name)}</span>
          </Link>
        ))}
      </nav>
      <SoundSwitch sound={sound} onSound={onSound} />
      <details className="menu" onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false
      }}>
        <summary aria-label={t('app.account', { name: me.name })} data-testid="account"><Icon name="person" /><span className="only-wide">{me.name}</span></summary>
        <div className="menu-body">
          <p><strong>{me.name}</strong><br /><span className="quiet">{t(`role.${me.role}`)}</span></p>
          <LanguageSwitch onChoose={(locale) => { act('PATCH', '/me', { locale }).catch(() => { /* this device has it; the account takes it next time */ }) }} />
          {(me.permissions.includes('alarm.read') || me.permissions.includes('channel.manage')) && (
            <button type="button" className="button-quiet" onClick={onPaths} data-testid="alarm-paths-open"><Icon name="bell" />{t('paths.title')}</button>
          )}
          {me.permissions.includes('person.block') && <Link href="/blocks" className="button-quiet" data-testid="place-blocks"><Icon name="blocked" />{t('block.pageTitle')}</Link>}
          <button type="button" className="button-quiet" onClick={onHelp}><Icon name="keyboard" />{t('keys.title')}</button>
          <button type="button" className="button-quiet" onClick={() => { void signOut() }} data-testid="sign-out"><Icon name="leave" />{t('app.signOut')}</button>
        </div>
      </details>
    </header>
  )
}

function isAt(path: string, href: string): boolean {
  return href === '/' ? path === '/' || path.startsWith('/c/') : path === href || path.startsWith(`${href}/`)
}
