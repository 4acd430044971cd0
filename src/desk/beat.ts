import type * as z from 'zod'
import { notify } from '../conversation/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { presenceSchema } from './api.ts'
import type { Desk } from './desk.ts'

const TYPING_SECONDS = 15

// Answers what colleagues must hear of: the conversation just left and the one just entered, or where typing changed.
const BEAT = `
  with before as (
    select viewing, coalesce(typing_until > now(), false) as typing from staff_presence where staff_id = $1
  ), beat as (
    insert into staff_presence (staff_id, seen_at, viewing, typing_until)
    values ($1, now(), $2, case when $3 then now() + make_interval(secs => ${TYPING_SECONDS}) end)
    on conflict (staff_id) do update set seen_at = excluded.seen_at, viewing = excluded.viewing, typing_until = excluded.typing_until
  ), seen as (
    select $2::uuid as viewing, $3::boolean as typing
  )
  select distinct changed.id from (
    select s.viewing as id from seen s where not exists (select 1 from before b where b.viewing = s.viewing and b.typing = s.typing)
    union all
    select b.viewing from before b, seen s where b.viewing is distinct from s.viewing
  ) changed where changed.id is not null`

/** The desk's heartbeat: I am here, I look at this one, I type. */
export async function beat({ db }: Desk, staff: SignedIn, { viewing, typing }: z.infer<typeof presenceSchema>): Promise<void> {
  const { rows } = await db.pool.query<{ id: string }>(BEAT, [staff.id, viewing, typing])
  for (const { id } of rows) await notify(db.pool, 'presence', id)
}
