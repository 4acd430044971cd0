/**
 * "Somebody is writing", where a platform can show it (Messenger; Zalo has no such thing, the web chat has its own): while a
 * counsellor who holds the talk types. The dots say that a human is there, so nothing else makes them appear.
 */
import type { ChannelName } from '../conversation/index.ts'
import type { Notices, Pool } from '../database/index.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Vault } from '../safeguards/index.ts'

export type TypingOptions = { pool: Pool; vault: Vault; notices: Notices; log: Log; show: Partial<Record<ChannelName, (externalId: string) => Promise<void>>> }

/** The platform's dots last twenty seconds. */
const AGAIN_SECONDS = 15

// Within the platform's window, and while no other hand holds the thread there. Every process hears of every desk: the row
// is taken by the one that shows it. A second less than the pause, so that the next time is not missed by a hair.
const CLAIM = `
  update staff_presence t set shown_in = c.id, shown_at = now()
  from conversation c join person p on p.id = c.person_id join data_key k on k.id = p.key_id and k.wrapped is not null
  where t.staff_id = c.owner_id and t.viewing = c.id and t.typing_until > now()
    and (t.shown_in is distinct from c.id or t.shown_at is null or t.shown_at <= now() - interval '${AGAIN_SECONDS - 1} seconds')
    and c.id = $1 and c.state = 'open' and c.owner_kind = 'staff' and p.channel = any($2) and c.last_inbound_at > now() - interval '1 day'
  returning p.id, p.channel, p.external_enc as "externalEnc", p.key_id as "keyId", k.wrapped`

type Who = { id: string; channel: ChannelName; externalEnc: Buffer; keyId: string; wrapped: Buffer }

/** Follows the desks' signs of typing; `stop` ends it. */
export function showTyping({ pool, vault, notices, log, show }: TypingOptions): { stop(): void } {
  const channels = Object.keys(show)
  let stopped = false

  async function follow(conversation: string): Promise<void> {
    if (stopped) return
    const { rows: [who] } = await pool.query<Who>(CLAIM, [conversation, channels])
    if (!who) return
    // Desks tell only of changes: who goes on typing is shown again until they stop.
    setTimeout(() => heard(conversation), AGAIN_SECONDS * 1_000).unref()
    await show[who.channel]?.(vault.open(vault.unwrap(who.keyId, who.wrapped), `person.external:${who.id}`, who.externalEnc))
  }

  function heard(conversation: string): void {
    follow(conversation).catch((error: unknown) => log.warn({ code: errorCode(error) }, 'typing could not be shown'))
  }

  const unsubscribe = channels.length === 0 ? () => undefined : notices.on(({ kind, id }) => {
    if (kind === 'presence') heard(id)
  })
  return {
    stop() {
      stopped = true
      unsubscribe()
    },
  }
}
