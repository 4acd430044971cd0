/** Cases on a real database: officers, a conversation with a dialog session, and the case it opened. */
import { randomUUID } from 'node:crypto'
import { openCase, type CaseRoom, type Officer } from '../../src/cases/index.ts'
import { transaction } from '../../src/database/index.ts'
import { centreSchema } from '../../src/directory/index.ts'
import demo from '../../src/directory/demo-centre.json' with { type: 'json' }
import { createVault } from '../../src/safeguards/index.ts'
import { createStaff, type Role } from '../../src/staff/index.ts'
import type { Urgency } from '../../src/triage/index.ts'
import { createTestDatabase } from '../support/database.ts'
import { TEST_MASTER_KEY } from '../support/spine.ts'

export type Told = { urgency?: Urgency; categories?: string[]; reporter?: string; slots?: Record<string, { status: string; value?: unknown }>; firstInboundAt?: Date; personId?: string; channel?: string }

export async function startTestCases() {
  const { db, drop } = await createTestDatabase()
  const vault = createVault(TEST_MASTER_KEY)
  const centre = centreSchema.parse(demo)
  const clock = { now: new Date() }
  const room: CaseRoom = { db, vault, centre: () => centre, now: () => clock.now }

  async function officer(role: Role, name: string): Promise<Officer> {
    const email = `${randomUUID()}@demo.local`
    await createStaff(db, { email, name, role, password: 'mật khẩu thử nghiệm' })
    const { id } = await db.prisma.staff.findUniqueOrThrow({ where: { email } })
    return { id, name, role }
  }

  async function person(channel = 'zalo'): Promise<string> {
    const { key, wrapped } = vault.newKey()
    const id = randomUUID()
    await db.pool.query(`insert into data_key (id, kind, wrapped) values ($1, 'person', $2)`, [key.id, wrapped])
    await db.pool.query('insert into person (id, channel, account, external_hash, external_enc, key_id) values ($1, $4, $5, $2, $2, $3)', [id, Buffer.from(id), key.id, channel, 'oa-1'])
    return id
  }

  /** A conversation as the bot leaves it, and its case. */
  async function caseOf(told: Told = {}, by: Officer | null = null): Promise<{ id: string; conversationId: string; personId: string }> {
    const personId = told.personId ?? await person(told.channel)
    const conversationId = randomUUID()
    const { rows: [keyRow] } = await db.pool.query<{ id: string }>('select key_id as id from person where id = $1', [personId])
    const key = await vault.key(db.pool, keyRow?.id ?? '')
    const session = vault.seal(key, `conversation.session:${conversationId}`, JSON.stringify({ dialog: { slots: told.slots ?? {} }, open: null, answered: {} }))
    const first = told.firstInboundAt ?? clock.now
    await db.pool.query(
      `insert into conversation (id, person_id, channel, urgency, categories, reporter, session_enc, first_inbound_at, opened_at, state, closed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8, 'closed', $8)`,
      [conversationId, personId, told.channel ?? 'zalo', told.urgency ?? 'high', told.categories ?? ['A1'], told.reporter ?? 'unknown', session, first])
    const { id } = await transaction(db.pool, (client) => openCase(client, vault,
      { id: conversationId, caseId: null, urgency: told.urgency ?? 'high', categories: told.categories ?? ['A1'], firstInboundAt: first }, { staffId: by?.id ?? null }))
    await db.pool.query('update case_record set opened_at = $2 where id = $1', [id, first])
    return { id, conversationId, personId }
  }

  return { db, vault, room, clock, centre, officer, person, caseOf, drop }
}

export type TestCases = Awaited<ReturnType<typeof startTestCases>>

export const value = (said: string | number | string[]) => ({ status: 'value', value: said }) as const
