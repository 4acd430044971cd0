/** Rolls up what statistics need, away from the desk: cases that changed, and the contacts of recent days. */
import { caseCodes, type CaseCodes, type CaseRoom } from '../cases/index.ts'
import { transaction, type Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import type { Centre } from '../directory/index.ts'

const STALE = `
  select id from case_record where facts_version <> version and id > $1 order by id limit $2`
const KEEP = `
  insert into case_fact (
    case_id, child, day, channel, urgency, category, categories, reporter, commune, sex, age, ethnicity, environment, relation, form, groups, outcome, state,
    kept, missed, referred, closed_day, children)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`

const BATCH = 100
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Writes the codes of every case that changed since. Answers how many. A case whose key was destroyed keeps the codes it had. */
export async function refreshCaseFacts(room: CaseRoom): Promise<number> {
  let after = FIRST
  for (let done = 0; ;) {
    const { rows } = await room.db.pool.query<{ id: string }>(STALE, [after, BATCH])
    for (const { id } of rows) await refreshCase(room, id)
    done += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return done
    after = last.id
  }
}

async function refreshCase(room: CaseRoom, id: string): Promise<void> {
  await transaction(room.db.pool, async (client) => {
    await client.query('select 1 from case_record where id = $1 for update', [id])
    const codes = await codesOrNone(client, room, id)
    if (codes) {
      await client.query('delete from case_fact where case_id = $1', [id])
      for (const one of codes) await keep(client, one, codes.length)
    }
    await client.query('update case_record set facts_version = version where id = $1', [id])
  })
}

async function codesOrNone(client: Client, room: CaseRoom, id: string): Promise<CaseCodes[] | undefined> {
  try {
    return await caseCodes(client, room, id)
  } catch (error) {
    if (error instanceof AppError && error.publicKey === 'error.erased') return undefined
    throw error
  }
}

async function keep(client: Client, c: CaseCodes, children: number): Promise<void> {
  await client.query(KEEP, [
    c.caseId, c.child, c.day, c.channel, c.urgency, c.category, c.categories, c.reporter, c.commune, c.sex, c.age, c.ethnicity, c.environment, c.relation, c.form,
    c.groups, c.outcome, c.state, c.kept, c.missed, c.referred, c.closedDay, children,
  ])
}

// One pass over the conversations that began in the days asked for. Night: 21:00–07:00 by the Centre's clock. Abandoned: it
// needed somebody (M4 and up), is closed, and no human ever wrote. An answer to how it was is no contact. Index: conversation_first_inbound_idx, message_conversation_id_seq_key.
const CONTACTS = `
  insert into contact_fact (conversation_id, day, channel, urgency, category, reporter, night, state, counselled, abandoned, in_target, wait_seconds, reply_seconds, messages)
  select c.id, (c.first_inbound_at at time zone $3)::date, c.channel, c.urgency, coalesce(c.categories[1], 'unknown'), c.reporter,
         extract(hour from c.first_inbound_at at time zone $3) not between 7 and 20,
         c.state, m.human is not null, c.state = 'closed' and c.urgency >= 'low' and m.human is null,
         case when t.minutes is null then null when m.human is null then (case when c.state = 'closed' then false end)
              else m.human - c.first_inbound_at <= make_interval(mins => t.minutes) end,
         greatest(0, extract(epoch from m.human - c.first_inbound_at))::int, r.seconds, m.inbound
  from conversation c
  left join lateral (
    select least(min(received_at) filter (where direction = 'out' and author = 'staff'),
        (select min(n.at) from note n where n.conversation_id = c.id and n.contact = 'spoke')) as human, count(*) filter (where direction = 'in')::int as inbound
    from message where conversation_id = c.id
  ) m on true
  left join lateral (
    select percentile_cont(0.5) within group (order by extract(epoch from o.received_at - i.at))::int as seconds
    from message o
    join lateral (select max(received_at) as at from message i where i.conversation_id = c.id and i.direction = 'in' and i.seq < o.seq) i on i.at is not null
    where o.conversation_id = c.id and o.direction = 'out' and o.author = 'staff'
  ) r on true
  left join (select unnest($4::urgency[]) as urgency, unnest($5::int[]) as minutes) t on t.urgency = c.urgency
  where c.first_inbound_at >= $1 and c.first_inbound_at < $2 and c.close_reason is distinct from 'feedback'
  on conflict (conversation_id) do update set
    urgency = excluded.urgency, category = excluded.category, reporter = excluded.reporter, state = excluded.state, counselled = excluded.counselled, abandoned = excluded.abandoned,
    in_target = excluded.in_target, wait_seconds = excluded.wait_seconds, reply_seconds = excluded.reply_seconds, messages = excluded.messages`

/** Writes what is counted of the conversations that began between two instants. Answers how many. */
export async function refreshContactFacts(room: Pick<CaseRoom, 'db' | 'centre'>, { from, to }: { from: Date; to: Date }): Promise<number> {
  const centre: Centre = room.centre()
  const { emergency, high, medium, low } = centre.targetMinutes
  const { rowCount } = await room.db.pool.query(CONTACTS, [from, to, centre.timeZone, ['emergency', 'high', 'medium', 'low'], [emergency, high, medium, low]])
  return rowCount ?? 0
}
