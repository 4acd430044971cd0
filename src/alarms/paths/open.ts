/** The paths that this service's settings open. */
import type { Config } from '../../config.ts'
import type { Pool } from '../../database/index.ts'
import type { Vault } from '../../safeguards/index.ts'
import type { Path } from '../call.ts'
import { vapidKeys, type Vapid } from '../vapid.ts'
import { hookPath } from './hook.ts'
import { mailPath } from './mail.ts'
import { pushPath } from './push.ts'
import { zaloPath, type SendZalo } from './zalo.ts'

export type AlarmSettings = Pick<Config, 'PORT' | 'PUBLIC_URL' | 'SMTP_URL' | 'ALARM_MAIL_FROM' | 'ALARM_HOOK_URL' | 'ALARM_HOOK_SECRET' | 'VAPID_PUBLIC_KEY' | 'VAPID_PRIVATE_KEY' | 'VAPID_SUBJECT'>

type Options = { config: AlarmSettings; pool: Pool; vault: Vault; zalo: SendZalo | undefined }

/** Every path that can be used, in the order in which they are tried, and the key by which browsers subscribe. */
export async function openPaths({ config, pool, vault, zalo }: Options): Promise<{ paths: Path[]; pushKey: string }> {
  const vapid = await readVapid(config, pool, vault)
  const paths = [pushPath(vapid)]
  if (zalo) paths.push(zaloPath(zalo))
  if (config.ALARM_HOOK_URL && config.ALARM_HOOK_SECRET) paths.push(hookPath({ url: config.ALARM_HOOK_URL, secret: config.ALARM_HOOK_SECRET }))
  if (config.SMTP_URL && config.ALARM_MAIL_FROM) paths.push(mailPath({ url: config.SMTP_URL, from: config.ALARM_MAIL_FROM }))
  return { paths, pushKey: vapid.publicKey }
}

async function readVapid(config: AlarmSettings, pool: Pool, vault: Vault): Promise<Vapid> {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = config
  const keys = publicKey && privateKey ? { publicKey, privateKey } : await vapidKeys(pool, vault)
  return { ...keys, subject: subjectOf(config) }
}

/** A trial on one's own machine has no address; the push services of a trial then refuse, and the other paths ring. */
function subjectOf({ VAPID_SUBJECT, PUBLIC_URL, ALARM_MAIL_FROM }: AlarmSettings): string {
  if (VAPID_SUBJECT) return VAPID_SUBJECT
  if (PUBLIC_URL?.startsWith('https:')) return PUBLIC_URL
  const mailbox = ALARM_MAIL_FROM?.match(/[^\s<>]+@[^\s<>]+/)?.[0]
  return `mailto:${mailbox ?? 'lang-nghe@example.org'}`
}
