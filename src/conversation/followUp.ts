/**
 * Asks again after a day and a week: one neutral line through the ordinary outbox, at the hour the person agreed to
 * (safeguarding §2.4). What cannot leave becomes a task of the counsellor, with its reason.
 */
import { randomUUID } from 'node:crypto'
import { dueFollowUps, failedFollowUps, followUpHeld, followUpSent, lockCase, takeFollowUp, type FollowUp, type FollowUpRoom, type HeldBecause } from '../cases/index.ts'
import { transaction, type Client } from '../database/index.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import { startWorker, type Worker } from '../worker.ts'
import type { Content } from './content.ts'
import { agreement, LIVE_MINUTES } from './mayWriteFirst.ts'
import { appendOutbound, lockConversation, humanHolds, type ConversationRow } from './store.ts'

type Line = (locale: string) => Content
const EVERY_MS = 60_000
/** How long after the person's last words a machine's message may leave (wire-facts §1.8); the web chat has no end. */
const WINDOW_HOURS: Readonly<Record<string, number>> = { zalo: 7 * 24, messenger: 24, web: Number.POSITIVE_INFINITY }

// The talk that agreed: the newest of the case. The talk that is open: of the same person, whatever it is about.
const TALKS = `
  select c.id, (select o.id from conversation o where o.person_id = c.person_id and o.state = 'open') as "openId",
    (select max(w.last_inbound_at) from conversation w where w.person_id = c.person_id) as "lastInboundAt",
    k.wrapped is null or exists (select 1 from erasure_request r where r.person_id = c.person_id and r.outcome <> 'refused') as erased
  from conversation c join person p on p.id = c.person_id join data_key k on k.id = p.key_id
  where c.case_id = $1 and c.session_enc is not null order by c.opened_at desc limit 1`
type Talks = { id: string; openId: string | null; lastInboundAt: Date | null; erased: boolean }

/** Works through all that is due, each in a transaction of its own. Any number of instances may. Answers how many were sent. */
export async function sweepFollowUps(room: FollowUpRoom & { log: Log }, line: Line): Promise<number> {
  const now = room.now?.() ?? new Date()
  let sent = 0
  const each = async (all: readonly FollowUp[], work: (client: Client, due: FollowUp) => Promise<boolean>) => {
    for (const due of all) {
      // One that fails keeps no other waiting; it is tried again at the next sweep.
      const done = await transaction(room.db.pool, (client) => work(client, due)).catch((error: unknown) => {
        room.log.error({ case: due.caseId, clock: due.clock, code: errorCode(error) }, 'follow-up failed')
        return false
      })
      if (!done) continue
      sent += 1
      room.changed?.(due.caseId)
    }
  }
  await each(await dueFollowUps(room.db.pool, now), (client, due) => followUpOne(client, room, due, line, now))
  await each(await failedFollowUps(room.db.pool, now), async (client, due) => {
    const record = await lockCase(client, due.caseId)
    if ((await failedFollowUps(client, now, due)).length > 0) await followUpHeld(client, room, record, due.clock, 'failed')
    return false
  })
  return sent
}

/** Lane and conversation first, then the case: the one lock order. True: a message stands in the outbox. */
async function followUpOne(client: Client, room: FollowUpRoom, due: FollowUp, line: Line, now: Date): Promise<boolean> {
  const { rows: [talks] } = await client.query<Talks>(TALKS, [due.caseId])
  const told = talks && (await lockConversation(client, talks.id))
  const open = talks?.openId ? (talks.openId === talks.id ? told : await lockConversation(client, talks.openId)) : undefined
  const record = await takeFollowUp(client, due, now)
  if (!record) return false
  const next = talks && told ? await stepOf(room, client, { talks, told, open, now }) : 'no-channel'
  if (next === 'wait') return false
  if (typeof next === 'string') {
    await followUpHeld(client, room, record, due.clock, next)
    return false
  }
  const talk = open ?? (await openTalk(client, next.sendAs, due.caseId, next.lastInboundAt))
  if (!talk) return false
  // Whatever they answer, a human reads it.
  await client.query('update conversation set review = true where id = $1', [talk.id])
  const [message] = await appendOutbound(client, room.vault, talk, [{ author: 'bot', content: line(talk.locale) }])
  if (!message) return false
  await followUpSent(client, room, due, { conversationId: talk.id, messageId: message.messageId })
  return true
}

type Look = { talks: Talks; told: ConversationRow; open: ConversationRow | undefined; now: Date }

/** What is to be done now: wait for a better moment, give it up for a reason, or send. */
async function stepOf({ vault, centre }: FollowUpRoom, client: Client, { talks, told, open, now }: Look): Promise<HeldBecause | 'wait' | { sendAs: ConversationRow; lastInboundAt: Date | null }> {
  if (talks.erased) return 'erased'
  if (told.block) return 'blocked'
  if ([told, open].some((one) => one && (humanHolds(one, now) || (one.state === 'open' && one.ownerKind === 'queue')))) return 'wait'
  const hours = WINDOW_HOURS[told.channel]
  if (hours === undefined || !told.sessionEnc) return 'no-channel'
  const session: unknown = JSON.parse(vault.open(await vault.key(client, told.keyId), `conversation.session:${told.id}`, told.sessionEnc))
  const agreed = agreement(session, { now, timeZone: centre().timeZone })
  if (agreed === 'never') return 'no-agreement'
  const silentMinutes = talks.lastInboundAt === null ? Number.POSITIVE_INFINITY : (now.getTime() - talks.lastInboundAt.getTime()) / 60_000
  if (hours !== Number.POSITIVE_INFINITY && silentMinutes >= hours * 60) return 'window-closed'
  // Not into the middle of a talk with the machine.
  return agreed === 'later' || silentMinutes < LIVE_MINUTES ? 'wait' : { sendAs: told, lastInboundAt: talks.lastInboundAt }
}

// The person's other talk may open at this very moment: then the next sweep finds it.
const OPEN = `
  with talk as (
    insert into conversation (id, person_id, channel, case_id, urgency, review, last_inbound_at)
    select $1, person_id, channel, $3, urgency, true, $4 from conversation where id = $2
    on conflict (person_id) where state = 'open' do nothing returning id
  )
  insert into lane (conversation_id, kind) select id, 'turn' from talk`

/** A new talk of the same case: what a counsellor has closed stays closed. */
async function openTalk(client: Client, told: ConversationRow, caseId: string, lastInboundAt: Date | null): Promise<ConversationRow | undefined> {
  const id = randomUUID()
  await client.query(OPEN, [id, told.id, caseId, lastInboundAt])
  return lockConversation(client, id)
}

/** Sweeps every minute. */
export function startFollowUps(room: FollowUpRoom & { log: Log }, line: Line): Worker {
  return startWorker({
    name: 'follow-ups', loops: 1, pollMs: EVERY_MS, log: room.log,
    work: async () => {
      await sweepFollowUps(room, line)
      return false
    },
  })
}
