/**
 * Takes the next picture or recording that waits, fetches it and keeps it sealed. One statement claims (its lease is its
 * due time: a killed process leaves it to the next), the network call stands outside any transaction, one settles.
 */
import { openContent, type ChannelName } from '../conversation/index.ts'
import type { Notices, Pool } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { DataKey, Vault } from '../safeguards/index.ts'
import { isRefused, type MediaCode } from './codes.ts'
import { download, type DownloadOptions } from './download.ts'
import { fitsKind, sniff } from './sniff.ts'

export type MediaDependencies = {
  pool: Pool
  vault: Vault
  notices: Pick<Notices, 'tell'>
  log: Log
  developmentOrigin: string | undefined
  /** Tests only. */
  limits?: Pick<DownloadOptions, 'timeoutMs' | 'mostBytes' | 'resolve'>
}

/** Longer than a download may take. */
const LEASE_SECONDS = 120
/** 5 seconds, 20, 80, 5 minutes, 21 minutes: within the half hour for which an address is said to live. */
const MOST_ATTEMPTS = 6
const waitSeconds = (attempts: number) => 5 * 4 ** (attempts - 1)

// Index: media_due_idx.
const CLAIM = `
  with head as (
    select id from media where state = 'waiting' and due_at <= now() order by due_at for update skip locked limit 1
  ), taken as (
    update media d set attempts = attempts + 1, due_at = now() + interval '${LEASE_SECONDS} seconds' from head where d.id = head.id
    returning d.id, d.message_id, d.place, d.attempts
  )
  select t.id, t.place, t.attempts, m.id as "messageId", m.kind, m.content_enc as "contentEnc", m.conversation_id as "conversationId",
    m.channel, p.key_id as "keyId", k.wrapped
  from taken t join message m on m.id = t.message_id join conversation c on c.id = m.conversation_id
  join person p on p.id = c.person_id join data_key k on k.id = p.key_id`

type Claimed = {
  id: string; place: number; attempts: number; messageId: string; kind: string; contentEnc: Buffer; conversationId: string
  channel: ChannelName; keyId: string; wrapped: Buffer | null
}

const KEEP = `
  update media set state = 'stored', due_at = null, error_code = null, mime = $2, bytes = $3, fingerprint = $4, content_enc = $5, settled_at = now()
  where id = $1 and state = 'waiting'`
const RETRY = `update media set due_at = now() + make_interval(secs => $2), error_code = $3 where id = $1 and state = 'waiting'`
const GIVE_UP = `update media set state = $2, due_at = null, error_code = $3, settled_at = now() where id = $1 and state = 'waiting'`

/** Fetches the next one. False: none was due. */
export async function fetchNext(dependencies: MediaDependencies): Promise<boolean> {
  const { pool, vault, notices, log } = dependencies
  const { rows: [claimed] } = await pool.query<Claimed>({ name: 'media-claim', text: CLAIM })
  if (!claimed) return false
  const problem = claimed.wrapped === null ? 'gone' : await fetchAndKeep(dependencies, claimed, vault.unwrap(claimed.keyId, claimed.wrapped))
  if (problem !== undefined) {
    log.warn({ media: claimed.id, channel: claimed.channel, attempts: claimed.attempts, code: problem }, 'media not fetched')
    await settle(pool, claimed, problem)
  }
  notices.tell({ kind: 'conversation', id: claimed.conversationId })
  return true
}

export function mediaContext(id: string): string {
  return `media:${id}`
}

async function fetchAndKeep({ pool, vault, developmentOrigin, limits }: MediaDependencies, claimed: Claimed, key: DataKey): Promise<MediaCode | undefined> {
  const { url } = openContent(vault, key, { id: claimed.messageId, contentEnc: claimed.contentEnc }).media?.[claimed.place] ?? {}
  if (url === undefined) return 'host'
  const got = await download(url, { channel: claimed.channel, developmentOrigin, ...limits })
  if (!got.ok) return got.code
  const mime = sniff(got.bytes)
  if (!fitsKind(claimed.kind, mime, got.bytes)) return 'not-media'
  const sealed = vault.sealBytes(key, mediaContext(claimed.id), got.bytes)
  await pool.query(KEEP, [claimed.id, mime, got.bytes.length, vault.fingerprint(key, got.bytes), sealed])
  return undefined
}

async function settle(pool: Pool, { id, attempts }: Claimed, code: MediaCode): Promise<void> {
  if (isRefused(code)) await pool.query(GIVE_UP, [id, 'refused', code])
  else if (attempts >= MOST_ATTEMPTS) await pool.query(GIVE_UP, [id, 'failed', code])
  else await pool.query(RETRY, [id, waitSeconds(attempts), code])
}
