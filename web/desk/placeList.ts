import type { Action } from '../../src/staff/permissions.ts'
import type { Me } from '../../src/desk/api.ts'
import type { WordKey } from './language/words.ts'
import type { IconName } from './parts/Icon.tsx'

/**
 * The places of the desk, and what one must be allowed to go there. `daily`: in the bar, for whoever works the queue;
 * the rest stands in a menu beside it.
 */
export const PLACES = [
  { href: '/', icon: 'queue', name: 'queue.title', action: 'queue.read', daily: true },
  { href: '/cases', icon: 'folder', name: 'cases.title', action: 'case.read', daily: true },
  { href: '/roster', icon: 'roster', name: 'roster.title', action: 'roster.read', daily: true },
  { href: '/wall', icon: 'wall', name: 'wall.title', action: 'wall.read', daily: true },
  { href: '/reports', icon: 'chart', name: 'reports.title', action: 'report.read', daily: true },
  { href: '/quality', icon: 'quality', name: 'quality.title', action: 'quality.review', daily: false },
  { href: '/dialogs', icon: 'talk', name: 'dialogs.title', action: 'dialog.read', daily: false },
  { href: '/canned', icon: 'canned', name: 'canned.pageTitle', action: 'canned.write', daily: false },
  { href: '/blocks', icon: 'blocked', name: 'block.pageTitle', action: 'person.block', daily: false },
  { href: '/triage', icon: 'eye', name: 'triage.title', action: 'quality.review', daily: false },
  { href: '/papers', icon: 'card', name: 'paperSettings.title', action: 'directory.write', daily: false },
  { href: '/breaches', icon: 'warn', name: 'breach.title', action: 'case.breach', daily: false },
  { href: '/safeguards', icon: 'lock', name: 'safeguards.title', action: 'audit.read', daily: false },
  { href: '/identity', icon: 'person', name: 'identity.title', action: 'identity.reveal', daily: false },
  { href: '/directory', icon: 'place', name: 'directory.title', action: 'directory.write', daily: false },
  { href: '/accounts', icon: 'people', name: 'accounts.title', action: 'staff.manage', daily: false },
  { href: '/channels', icon: 'channels', name: 'channels.title', action: 'channel.manage', daily: false },
] as const satisfies readonly { href: string; icon: IconName; name: WordKey; action: Action; daily: boolean }[]

export type Place = (typeof PLACES)[number]

/** Where this person may go. */
export function placesOf({ permissions }: Pick<Me, 'permissions'>): Place[] {
  return PLACES.filter(({ action }) => permissions.includes(action))
}

/** The places in the bar and those in the menu: whoever has few places has them all in sight. */
export function barAndMenu(me: Pick<Me, 'permissions'>): { bar: Place[]; menu: Place[] } {
  const places = placesOf(me)
  const daily = places.filter((one) => one.daily)
  return me.permissions.includes('queue.read') ? { bar: daily, menu: places.filter((one) => !one.daily) } : { bar: places, menu: [] }
}

/** Whether the address on the screen belongs to the place. */
export function isAt(path: string, href: string): boolean {
  return href === '/' ? path === '/' || path.startsWith('/c/') : path === href || path.startsWith(`${href}/`)
}
