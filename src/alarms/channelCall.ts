import { NOTICE_CHANNEL } from '../database/listen.ts'
import type { Client } from '../database/index.ts'

// By mail alone: nobody waits in danger, and a phone that rings for this will be switched off for the other. One call
// under way a person (alarm_call_open_key).
const WRITE = `
  with written as (
    insert into alarm_call (id, alarm_id, staff_id, path, level, step, spare, due_at)
    select gen_random_uuid(), null, s.id, 'mail', 'high', 0, false, now() from staff s where s.active and s.role in ('administrator', 'head')
    on conflict do nothing returning id
  )
  select pg_notify('${NOTICE_CHANNEL}', json_build_object('kind', 'alarm', 'id', id)::text) from written limit 1`

/** Tells administrators and the head that a channel does not work as it should, in the caller's transaction. */
export async function callAboutChannels(client: Client): Promise<void> {
  await client.query(WRITE)
}
