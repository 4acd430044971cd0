import type { Locales } from '../locales.ts'
import type { Vault } from '../safeguards/index.ts'
import { may } from '../staff/index.ts'
import type { Call } from './call.ts'
import type { Claimed } from './deliver.ts'
import { linkToken } from './link.ts'

export type CallWords = (claimed: Claimed) => Call

/** What a call says: a level, that somebody needs help, an opaque number and a link; nothing of who or what. */
export function createWords({ locales, vault, publicUrl }: { locales: Locales; vault: Vault; publicUrl: string }): CallWords {
  const base = publicUrl.replace(/\/+$/, '')
  return ({ id, alarmId, level, locale, role }) => {
    const language = locale === 'en' ? 'en' : 'vi'
    const mayTake = role !== null && may(role, 'alarm.acknowledge')
    const kind = alarmId === null ? (level === 'info' ? 'test' : 'channel') : role === null || mayTake ? 'duty' : 'nobody'
    const link = kind === 'duty' && mayTake ? `${base}/alarm/${linkToken(vault, id)}` : kind === 'channel' ? `${base}/desk/channels` : `${base}/desk`
    const params = { level: locales.text(language, 'alarms', `level.${level}`), link, alarm: alarmId ?? '' }
    return {
      id, alarmId, level, kind, link, language,
      subject: locales.text(language, 'alarms', `call.${kind}.subject`, params),
      text: locales.text(language, 'alarms', `call.${kind}.text`, params),
    }
  }
}
