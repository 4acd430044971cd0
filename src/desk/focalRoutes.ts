/** Who the independent focal persons are: they alone see what is said about members of staff. */
import * as z from 'zod'
import { transaction } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { Desk } from './desk.ts'
import { read, type Gate } from './guard.ts'

const focalSchema = z.object({ staff: z.array(z.uuid()).max(20) })

const NAMED = `select s.id, s.name, s.role from focal_person f join staff s on s.id = f.staff_id and s.active order by s.name`
/** Whoever may read a child's words at all. */
const FIT = `select id from staff where id = any($1::uuid[]) and active and role in ('counsellor', 'supervisor', 'head')`
const REPLACE = `
  with gone as (delete from focal_person where staff_id <> all($1::uuid[]))
  insert into focal_person (staff_id) select unnest($1::uuid[]) on conflict do nothing`

export function addFocalRoutes({ on }: Gate, { db }: Desk): void {
  on('get', '/focal-persons', 'staff.list', async () => ({ staff: (await db.pool.query<{ id: string; name: string; role: string }>(NAMED)).rows }))
  on('put', '/focal-persons', 'staff.manage', async ({ staff: me, body }) => {
    const { staff } = read(focalSchema, body)
    await transaction(db.pool, async (client) => {
      const { rowCount } = await client.query(FIT, [staff])
      if (rowCount !== new Set(staff).size) throw new AppError('bad-request', 'error.bad-request', 'a focal person is an active member of staff who may read')
      await recordAccess(client, { staffId: me.id, action: 'staff.change', subject: 'staff', subjectId: me.id, reason: `focal: ${staff.join(' ')}` })
      await client.query(REPLACE, [staff])
    })
    return {}
  })
}
