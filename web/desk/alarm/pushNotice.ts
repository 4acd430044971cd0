/**
 * What a locked screen shows when an alarm is pushed: this text and nothing else. The push itself carries no word of
 * a child and no name; one that cannot be read still calls.
 */
import en from '../../../locales/en/push.json' with { type: 'json' }
import vi from '../../../locales/vi/push.json' with { type: 'json' }

export type PushNotice = { title: string; body: string; tag: string; stays: boolean; path: string }

/** Where a tap leads when the push does not say. */
const DESK = '/desk/'

/** @param data what was pushed (src/alarms/paths/push.ts), or anything */
export function pushNotice(data: unknown): PushNotice {
  const { alarm = 'alarm', kind = 'duty', level = 'other', lang = 'vi', path = DESK } = fieldsOf(data)
  const words = lang === 'en' ? en : vi
  const tap = ownPath(path)
  if (kind === 'test') return { title: words.test, body: words.tested, tag: 'test', stays: false, path: tap }
  const title = level === 'emergency' ? words.emergency : level === 'high' ? words.high : words.other
  return { title, body: kind === 'nobody' ? words.nobody : words.take, tag: alarm, stays: true, path: tap }
}

type Field = 'alarm' | 'kind' | 'level' | 'lang' | 'path'

function fieldsOf(data: unknown): Partial<Record<Field, string>> {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(Object.entries(data).filter(([, value]) => typeof value === 'string'))
}

/** A tap never leaves this service. */
function ownPath(path: string): string {
  return /^\/(?![/\\])/.test(path) ? path : DESK
}
