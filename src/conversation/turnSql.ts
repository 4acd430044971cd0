/** The three statements of a turn, each with its reason and its index. A turn is one transaction of five round trips. */
import { CONVERSATION_COLUMNS } from './store.ts'

// The row lock is the lane: it dies with the connection, so a killed worker frees it at once. Index:
// lane_due_idx. A conversation's first turn brings along the one before it: it may stand at the question how it was
// (conversation_person_id_idx).
const AWAITED = '2 days'

export const CLAIM = `
  with picked as (
    select conversation_id, attempts, reason from lane
    where kind = 'turn' and due_at <= now()
    order by urgency desc, due_at
    for update skip locked limit 1
  )
  select picked.attempts, picked.reason, k.wrapped, e.id as "earlierId", e.session_enc as "earlierEnc", e.urgency as "earlierUrgency", ${CONVERSATION_COLUMNS}
  from picked
  join conversation c on c.id = picked.conversation_id
  join person p on p.id = c.person_id
  join data_key k on k.id = p.key_id
  left join lateral (
    select b.id, b.session_enc, b.urgency from conversation b
    where c.session_enc is null and b.person_id = c.person_id and b.id <> c.id and b.closed_at > now() - interval '${AWAITED}'
    order by b.opened_at desc limit 1
  ) e on true
  for update of c`

// Open messages, and the latest done ones before them. Index: message_conversation_id_seq_key.
export const MESSAGES = `
  select id, seq, kind, content_enc as "contentEnc", said_at as "saidAt", received_at as "receivedAt", done_at is null as open
  from message
  where conversation_id = $1 and direction = 'in' and (done_at is null or seq > $2)
  order by seq`

// Everything a turn changes, in one round trip: messages said and queued, messages done, conversation, lane,
// evidence, level history, and what the second reader is to read (a line here costs nothing while it is off; finding
// the work by a query instead would need an index on a column that every message changes).
export const WRITE = `
  with said as (
    insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, said_at, status, status_at)
    select s.id, $1, s.seq, 'out', 'bot', s.content, $5, $6, now(), 'queued', now()
    from unnest($2::uuid[], $3::int[], $4::bytea[]) as s(id, seq, content)
  ), queued as (
    insert into outbox (message_id, conversation_id, seq, urgency)
    select s.id, $1, s.seq, $7::urgency from unnest($2::uuid[], $3::int[]) as s(id, seq)
  ), worked as (
    update message set done_at = now() where id = any($8::uuid[])
  ), found as (
    insert into evidence (id, conversation_id, message_id, start, "end", cue, level)
    select gen_random_uuid(), $1, e.message_id, e.start, e."end", e.cue, e.level
    from unnest($9::uuid[], $10::int[], $11::int[], $12::text[], $13::urgency[]) as e(message_id, start, "end", cue, level)
    on conflict do nothing
  ), talk as (
    update conversation set
      last_seq = $14, urgency = $7::urgency, categories = $15, reporter = $16, review = $17, session_enc = $18, commune = $26,
      owner_since = case when owner_kind = $19::owner_kind then owner_since else now() end,
      owner_kind = $19::owner_kind,
      waiting_since = case when $20 then coalesce(waiting_since, now()) else null end,
      last_outbound_at = case when cardinality($2::uuid[]) > 0 then now() else last_outbound_at end,
      state = case when $21::text is null then state else 'closed' end,
      closed_at = case when $21::text is null then closed_at else now() end,
      close_reason = coalesce($21, close_reason),
      version = version + 1
    where id = $1
  ), raised as (
    insert into urgency_change (id, conversation_id, "from", "to", cues, triage_version)
    select gen_random_uuid(), $1, $22::urgency, $7::urgency, $12::text[], $23 where $22::urgency <> $7::urgency
  ), again as (
    insert into reading (conversation_id, due_at) select $1, now() where $25::boolean and $7::urgency < 'emergency'
    on conflict (conversation_id) do update set due_at = coalesce(reading.due_at, excluded.due_at)
  ), lane as (
    update lane set due_at = $24, attempts = 0, last_error = null, reason = null, urgency = $7::urgency
    where conversation_id = $1 and kind = 'turn'
  )
  select 1`
