/** Alarms on a real database with the demo Centre and staff; time passes by moving rows. */
import { randomUUID } from 'node:crypto'
import { raiseAlarm, alarmHealth, createWords, saveAddress, startAlarms, type Call, type CallResult, type OwnPath, type Path, type PathName } from '../../src/alarms/index.ts'
import { createSpeech } from '../../src/bot/index.ts'
import { contentSchema, sayUnlessHeld } from '../../src/conversation/index.ts'
import { listen, transaction } from '../../src/database/index.ts'
import { readLocales } from '../../src/locales.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import type { Urgency } from '../../src/triage/index.ts'
import { startTestDesk, type TestDesk } from '../desk/support.ts'

export type StaffName = 'counsellor' | 'counsellor2' | 'supervisor' | 'head' | 'admin'
export type Sent = { path: PathName; to: string; call: Call }

/** A path that keeps what it is given and answers as it is told. */
export function fakePath(name: PathName, sent: Sent[], answer: () => CallResult = () => ({ outcome: 'sent' })): Path {
  return {
    name,
    async send(to, call) {
      const result = answer()
      if (result.outcome === 'sent') sent.push({ path: name, to, call })
      return result
    },
  }
}

export async function startAlarmRoom() {
  const room: TestDesk = await startTestDesk()
  const { db, vault, desk } = room
  const locales = await readLocales()
  const speech = createSpeech(locales, desk.centre)
  const words = createWords({ locales, vault, publicUrl: 'https://langnghe.example.vn' })
  const { rows } = await db.pool.query<{ id: string; email: string }>('select id, email from staff')
  const idOf = (name: StaffName) => rows.find(({ email }) => email === `${name}@demo.local`)?.id ?? ''

  async function start(paths: readonly Path[], metrics = createMetrics()) {
    const notices = listen(db.url)
    const running = startAlarms({
      db, vault, notices, paths, words, metrics, log: createLog('silent'),
      tell: (client, conversationId) => sayUnlessHeld(client, vault, conversationId, speech.nobodyYet, 'Asia/Ho_Chi_Minh'),
    })
    return { metrics, stop: async () => { await running.stop(); await notices.stop() } }
  }

  /** Somebody waits in danger, and the alarm is raised. */
  async function danger(level: Urgency, text = 'cứu em với'): Promise<string> {
    const conversationId = await room.waiting(text, { level })
    await raise(conversationId, level)
    return conversationId
  }

  async function raise(conversationId: string, level: Urgency): Promise<void> {
    await transaction(db.pool, (client) => raiseAlarm(client, { conversationId, level }))
  }

  async function alarmOf(conversationId: string) {
    const { rows: [alarm] } = await db.pool.query<{ id: string; step: number; level: Urgency; due: boolean; breached: boolean; acknowledgedBy: string | null }>(
      `select id, step, level, due_at <= now() as due, breached_at is not null as breached, acknowledged_by as "acknowledgedBy"
       from alarm where conversation_id = $1 order by (acknowledged_at is null) desc, raised_at desc limit 1`, [conversationId])
    if (!alarm) throw new Error('no alarm')
    return alarm
  }

  /** Nothing is on its way at this moment (or it hangs): a lease must not seem to lapse because a test turns the clock. */
  async function quiet(): Promise<void> {
    for (let tries = 0; tries < 40; tries += 1) {
      const { rowCount } = await db.pool.query(`select 1 from alarm_call where state = 'sending'`)
      if (rowCount === 0) return
      await new Promise((done) => setTimeout(done, 50))
    }
  }

  /** The clock of everything about alarms goes forward. */
  async function pass(minutes: number): Promise<void> {
    await quiet()
    const back = `make_interval(secs => ${minutes * 60})`
    await db.pool.query(`update alarm set raised_at = raised_at - ${back}, due_at = due_at - ${back}, tell_due_at = tell_due_at - ${back}, acknowledged_at = acknowledged_at - ${back}`)
    await db.pool.query(`update alarm_call set created_at = created_at - ${back}, due_at = due_at - ${back}, settled_at = settled_at - ${back}`)
    await db.pool.query(`update conversation set waiting_since = waiting_since - ${back}, owner_since = owner_since - ${back}`)
    await db.pool.query(`update message set received_at = received_at - ${back}`)
  }

  async function onShift(name: StaffName, kind: 'duty' | 'on-call' | 'deputy'): Promise<void> {
    await db.pool.query(
      `insert into shift (id, staff_id, kind, starts_at, ends_at, created_by) values ($1, $2, $3, now() - interval '1 hour', now() + interval '8 hours', $2)`,
      [randomUUID(), idOf(name), kind])
  }

  /** All calls of the alarms of a conversation, in order of writing. */
  async function calls(conversationId: string) {
    const { rows: written } = await db.pool.query<{ id: string; email: string | null; path: PathName; step: number; state: string; attempts: number; spare: boolean }>(
      `select c.id, split_part(s.email, '@', 1) as email, c.path, c.step, c.state, c.attempts, c.spare from alarm_call c
       join alarm a on a.id = c.alarm_id left join staff s on s.id = c.staff_id where a.conversation_id = $1 order by c.created_at, c.step, s.email, c.path`, [conversationId])
    return written
  }

  /** What the service has said to the person by itself. */
  async function told(conversationId: string): Promise<string[]> {
    const { rows: said } = await db.pool.query<{ id: string; contentEnc: Buffer; keyId: string }>(
      `select m.id, m.content_enc as "contentEnc", p.key_id as "keyId" from message m join outbox o on o.message_id = m.id
       join conversation c on c.id = m.conversation_id join person p on p.id = c.person_id where c.id = $1 and m.author = 'bot' order by m.seq`, [conversationId])
    return Promise.all(said.map(async ({ id, contentEnc, keyId }) => {
      const key = await vault.key(db.pool, keyId)
      return contentSchema.parse(JSON.parse(vault.open(key, `message.content:${id}`, contentEnc))).text
    }))
  }

  return {
    ...room, locales, speech, words, idOf, start, danger, raise, alarmOf, pass, onShift, calls, told,
    address: (name: StaffName, path: OwnPath, to: string) => saveAddress(db.pool, vault, { staffId: idOf(name), path, to, label: 'thử' }),
    health: (paths: readonly PathName[]) => alarmHealth(db.pool, { paths, centre: desk.centre() }),
    async clear() {
      await db.pool.query('delete from alarm_call; delete from alarm; delete from shift; delete from alarm_address; delete from staff_presence')
      await db.pool.query(`update conversation set state = 'closed' where state = 'open'`)
    },
  }
}

export type AlarmRoom = Awaited<ReturnType<typeof startAlarmRoom>>
