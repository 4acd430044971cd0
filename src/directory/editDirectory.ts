/** The Centre's own data, edited at the desk: every change in one transaction with its line in the access log; the change log keeps before and after. */
import { randomUUID } from 'node:crypto'
import { transaction, type Pool } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { centreSchema, publicHolidays, type Centre, type HolidayPeriod } from './centre.ts'
import { NEEDS, serviceSchema, type Service, type ServiceInput } from './services.ts'

const READ_CENTRE = `select settings, updated_at as "updatedAt" from centre where id = 1`
const ALL = `
  select id, kind, commune_code as "communeCode", name, contact, phone, email, address, note, needs, hours, to_char(verified_on, 'YYYY-MM-DD') as "verifiedOn", active
  from service order by active desc, name`

export type DirectoryPage = { centre: Centre; holidays: readonly HolidayPeriod[]; /** Send it back with a change: nobody's change is written over. */ seen: string; services: Service[]; needs: readonly string[] }

/** Everything an administrator may edit, closed entries too. */
export async function readDirectory(pool: Pool): Promise<DirectoryPage> {
  const [{ rows: [row] }, { rows: services }] = await Promise.all([pool.query<{ settings: unknown; updatedAt: Date }>(READ_CENTRE), pool.query<Service>(ALL)])
  const centre = centreSchema.parse(row?.settings)
  return { centre, holidays: publicHolidays(centre), seen: row?.updatedAt.toISOString() ?? '', services, needs: NEEDS }
}

const WRITE_CENTRE = `
  update centre set settings = $1, updated_at = now(), updated_by = $2 where id = 1 and date_trunc('milliseconds', updated_at) = $3::timestamptz`

/** Puts checked settings in force. Whether this is a trial is not for a form to say. @throws AppError conflict `error.conflict` */
export async function editCentre(pool: Pool, staffId: string, { settings, seen }: { settings: Centre; seen: string }): Promise<void> {
  await transaction(pool, async (client) => {
    await recordAccess(client, { staffId, action: 'directory.change', subject: 'service', subjectId: 'centre' })
    const { rows: [row] } = await client.query<{ settings: unknown }>(READ_CENTRE)
    const { demo } = centreSchema.parse(row?.settings)
    const { rowCount } = await client.query(WRITE_CENTRE, [JSON.stringify({ ...settings, demo }), staffId, seen])
    if (rowCount !== 1) throw new AppError('conflict', 'error.conflict', 'the settings were changed by somebody else meanwhile')
  })
}

const UPSERT = `
  insert into service (id, kind, commune_code, name, contact, phone, email, address, note, needs, hours, verified_on, active, updated_at, updated_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, now(), $14)
  on conflict (id) do update set kind = $2, commune_code = $3, name = $4, contact = $5, phone = $6, email = $7, address = $8, note = $9,
    needs = $10, hours = $11, verified_on = $12, active = $13, updated_at = now(), updated_by = $14`

/** Adds a body, or changes the one of that id; none is ever deleted, since referrals name it. */
export async function editService(pool: Pool, staffId: string, input: ServiceInput, id: string = randomUUID()): Promise<{ id: string }> {
  const { kind, communeCode, name, contact, phone, email, address, note, needs, hours, verifiedOn, active } = serviceSchema.parse(input)
  await transaction(pool, async (client) => {
    await recordAccess(client, { staffId, action: 'directory.change', subject: 'service', subjectId: id, reason: kind })
    await client.query(UPSERT, [id, kind, communeCode, name, contact, phone, email, address, note, needs, hours, verifiedOn, active, staffId])
  })
  return { id }
}
