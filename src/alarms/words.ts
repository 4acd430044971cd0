import type { Locales } from '../locales.ts'
import type { Vault } from '../safeguards/index.ts'
import { may } from '../staff/index.ts'
import type { Call } from './call.ts'
import type { Claimed } from './deliver.ts'
import { linkToken } from './link.ts'

export type CallWords = (claimed: Claimed, count: number) => Call

/** What a call says: a level, in a flood how many wait, that somebody needs help, an opaque number and a link; nothing of who or what. */
export function createWords({ locales, vault, publicUrl }: { locales: Locales; vault: Vault; publicUrl: string }): CallWords {
  const base = publicUrl.replace(/\/+$/, '')
  return ({ id, alarmId, level, locale, role }, count) => {
    const language = locale === 'en' ? 'en' : 'vi'
    const mayTake = role !== null && may(role, 'alarm.acknowledge')
    const kind = alarmId === null ? (level === 'info' ? 'test' : 'channel') : role === null || mayTake ? 'duty' : 'nobody'
    const link = kind === 'duty' && mayTake ? `${base}/alarm/${linkToken(vault, id)}` : kind === 'channel' ? `${base}/desk/channels` : `${base}/desk`
    const said = count > 1 && (kind === 'duty' || kind === 'nobody') ? `${kind}Many` : kind
    const params = { count, others: count - 1, level: locales.text(language, 'alarms', `level.${level}`), link, alarm: alarmId ?? '' }
    return {
      id, alarmId, level, count, kind, link, language,
      subject: locales.text(language, 'alarms', `call.${said}.subject`, params),
      text: locales.text(language, 'alarms', `call.${said}.text`, params),
    }
  }
}
