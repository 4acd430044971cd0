/** Who somebody is: found masked, opened for a reason. Everything else of the desk shows a mask (src/staff/fields.ts). */
import { latestOfEach, listCorrections } from '../cases/index.ts'
import { AppError } from '../errors.ts'
import { transaction } from '../database/index.ts'
import { recordAccess } from '../safeguards/index.ts'
import { maskName, type SignedIn } from '../staff/index.ts'
import type * as z from 'zod'
import type { DeskChannel, Identity, IdentityFound, revealSchema } from './api.ts'
import type { Desk } from './desk.ts'
import { factsOf } from './facts.ts'
import { readingKey } from './readingKey.ts'
import { iso } from './time.ts'

const PERSON = `
  select c.id as "conversationId", c.channel, c.opened_at as "openedAt", r.number as "caseNumber", c.session_enc as "sessionEnc",
    p.id as "personId", p.account, p.name_enc as "nameEnc", p.external_enc as "externalEnc", p.key_id as "keyId", k.wrapped
  from conversation c join person p on p.id = c.person_id join data_key k on k.id = p.key_id left join case_record r on r.id = c.case_id`

type Row = {
  conversationId: string; channel: DeskChannel; openedAt: Date; caseNumber: string | null; sessionEnc: Buffer | null
  personId: string; account: string; nameEnc: Buffer | null; externalEnc: Buffer; keyId: string; wrapped: Buffer | null
}

/** A talk for the focal persons is not there for anybody else (requireSight.ts). */
const IN_SIGHT = `($2 or not exists (select 1 from focal_talk f where f.conversation_id = c.id))`

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The people behind a case number, or behind the address of one conversation. That somebody looked is logged. */
export async function findIdentity(desk: Desk, staff: SignedIn, text: string): Promise<IdentityFound> {
  const id = UUID.exec(text)?.[0]
  const { rows } = id === undefined
    ? await desk.db.pool.query<Row>(`${PERSON} where r.number = $1 and ${IN_SIGHT} order by c.opened_at limit 20`, [text, staff.focal])
    : await desk.db.pool.query<Row>(`${PERSON} where c.id = $1 and ${IN_SIGHT}`, [id, staff.focal])
  for (const { conversationId } of rows) await recordAccess(desk.db.pool, { staffId: staff.id, action: 'identity.find', subject: 'conversation', subjectId: conversationId })
  return {
    people: rows.filter(({ wrapped }) => wrapped !== null).map((row) => {
      const name = nameOf(desk, row)
      return { conversationId: row.conversationId, channel: row.channel, openedAt: iso(row.openedAt), caseNumber: row.caseNumber, maskedName: name && maskName(name) }
    }),
  }
}

/**
 * Opens an identity. The line in the log is written first: what cannot be logged does not happen.
 * @throws AppError not-found `error.not-found`, `error.erased`
 */
export async function revealIdentity(desk: Desk, staff: SignedIn, id: string, { reason, paper }: z.infer<typeof revealSchema>): Promise<Identity> {
  return transaction(desk.db.pool, async (client) => {
    const { rows: [row] } = await client.query<Row>(`${PERSON} where c.id = $1`, [id])
    if (!row) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
    await recordAccess(client, { staffId: staff.id, action: 'identity.reveal', subject: 'conversation', subjectId: id, reason: `${reason} ${paper}` })
    const { vault } = desk
    const key = readingKey(desk, row)
    const session: unknown = row.sessionEnc ? JSON.parse(vault.open(key, `conversation.session:${id}`, row.sessionEnc)) : undefined
    const contact = factsOf(session, latestOfEach(await listCorrections(client, vault, key, id))).find(({ name }) => name === 'reporterContact')?.value ?? null
    return {
      name: nameOf(desk, row), channel: row.channel, account: row.account,
      externalId: vault.open(key, `person.external:${row.personId}`, row.externalEnc),
      contact: contact === null ? null : String(contact),
    }
  })
}

function nameOf(desk: Desk, row: Row): string | null {
  return row.nameEnc && desk.vault.open(readingKey(desk, row), `person.name:${row.personId}`, row.nameEnc)
}
