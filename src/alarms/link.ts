/**
 * The link in a call: signed, for one person and one alarm. It acknowledges and shows nothing; whoever wants to see
 * who needs help signs in at the desk. It works once by its nature: an alarm is heard once.
 */
import { timingSafeEqual } from 'node:crypto'
import { transaction, type Pool } from '../database/index.ts'
import { recordAccess, type Vault } from '../safeguards/index.ts'
import { may, type Role } from '../staff/index.ts'
import type { Urgency } from '../triage/index.ts'
import { acknowledgeAlarms } from './alarm.ts'

const VALID_HOURS = 24
/** 128 bits of the keyed hash are enough for a day. */
const SIGNATURE_BYTES = 16

/** `<call id>.<signature>` */
export function linkToken(vault: Vault, callId: string): string {
  return `${callId}.${signature(vault, callId).toString('base64url')}`
}

function signature(vault: Vault, callId: string): Buffer {
  return vault.blindIndex('alarm-link', callId).subarray(0, SIGNATURE_BYTES)
}

function callIdOf(vault: Vault, token: string): string | undefined {
  const [callId = '', signed = ''] = token.split('.')
  const given = Buffer.from(signed, 'base64url')
  return given.length === SIGNATURE_BYTES && timingSafeEqual(given, signature(vault, callId)) ? callId : undefined
}

const CALLED = `
  select c.staff_id as "staffId", s.locale, s.role, a.conversation_id as "conversationId", a.level,
    a.acknowledged_at as "heardAt", a.acknowledged_by as "heardBy", h.name as "heardByName"
  from alarm_call c join alarm a on a.id = c.alarm_id join staff s on s.id = c.staff_id and s.active
  left join staff h on h.id = a.acknowledged_by
  where c.id = $1 and c.created_at > now() - interval '${VALID_HOURS} hours'`

export type Called = {
  staffId: string; locale: string; role: Role; conversationId: string; level: Urgency
  heardAt: Date | null; heardBy: string | null; heardByName: string | null
}

/** Whom a token called and who has heard by now; undefined when it is forged, old, or its person may not acknowledge. */
export async function readLink(pool: Pool, vault: Vault, token: string): Promise<Called | undefined> {
  const callId = callIdOf(vault, token)
  if (callId === undefined) return undefined
  const { rows: [called] } = await pool.query<Called>(CALLED, [callId])
  return called && may(called.role, 'alarm.acknowledge') ? called : undefined
}

/** Acknowledges in the name of the person called. The first stands; answers who that is. */
export async function acknowledgeByLink(pool: Pool, vault: Vault, token: string): Promise<Called | undefined> {
  const called = await readLink(pool, vault, token)
  if (!called || called.heardAt) return called
  const { conversationId, staffId } = called
  await transaction(pool, async (client) => {
    const heard = await acknowledgeAlarms(client, conversationId, staffId)
    if (heard > 0) await recordAccess(client, { staffId, action: 'alarm.acknowledge', subject: 'conversation', subjectId: conversationId, reason: 'link' })
  })
  return readLink(pool, vault, token)
}
