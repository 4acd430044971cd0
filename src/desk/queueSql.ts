/**
 * The desk's lists. One statement a page: the page is cut in the index by keyset, then joined, so that ten
 * thousand waiting cost the same as ten (chatwoot#3425, PR #15719).
 */
import type { QueueView } from './api.ts'

const OPEN_ORDER = `c.urgency desc, sort, c.id`
/** Behind the cursor: urgency falls, the rest rises. */
const OPEN_AFTER = (sort: string) => `(c.urgency <= $6::urgency and (c.urgency < $6::urgency or (${sort}, c.id) > ($7::timestamptz, $8::uuid)))`

/** Waiting since, or last of its level. Index: conversation_waiting_idx; for everything open conversation_open_list_idx. */
const WAITING = `coalesce(c.waiting_since, 'infinity'::timestamptz)`
/**
 * Put aside by whoever holds it, and still so: the time has not come, the person has not written again, nobody else holds
 * it, nobody is in mortal danger. It wakes by itself, whatever stops or starts again.
 */
export const ASLEEP = `(c.snoozed_until > now() and c.owner_kind = 'staff' and c.owner_id = c.snoozed_by and c.urgency < 'emergency' and c.state = 'open'
  and coalesce(c.last_inbound_at <= c.snoozed_at, true))`
/** Its time has come, and whoever put it aside has not written since. */
export const WOKEN = `(c.snoozed_until <= now() and c.owner_kind = 'staff' and c.owner_id = c.snoozed_by and c.state = 'open' and coalesce(c.last_outbound_at, '-infinity') < c.snoozed_until)`

/**
 * Whoever wrote last and has no answer yet, first, and among them what was put aside until now; what is put aside last.
 * A handful of rows. Index: conversation_held_idx.
 */
const UNANSWERED = `case when c.last_inbound_at > coalesce(c.last_outbound_at, '-infinity') then c.last_inbound_at
  when ${WOKEN} then c.snoozed_until when ${ASLEEP} then 'infinity'::timestamptz else '9999-01-01'::timestamptz end`

// Two index look-ups rather than an "or" over everything open. Index: conversation_held_idx, transfer_offer_to_id_idx.
const MINE_OR_OFFERED = `
      select h.id from conversation h where h.state = 'open' and h.owner_id = $1
      union all
      select o.conversation_id from transfer_offer o join conversation h on h.id = o.conversation_id and h.owner_id = o.from_id
      where o.to_id = $1 and h.state = 'open'`

/**
 * Why the row stands where it stands, when the last words are only "cô ơi": its gravest sign, none graver than the level a
 * human may have set since. A sign that says what was heard goes before the learned reader's. Index: evidence_conversation_id_idx.
 */
const GRAVEST_SIGN = `
      select e.cue from evidence e where e.conversation_id = c.id and e.level >= 'low' and e.level <= c.urgency
      order by e.cue like 'model%', e.level desc, e.cue limit 1`

/** `flagged` is "all" with the review filter: what was closed unread is found too. */
export type List = QueueView | 'flagged'

const VIEWS: Readonly<Record<List, { where: string; sort: string; order: string; after: string }>> = {
  mine: { where: `c.id in (${MINE_OR_OFFERED})`, sort: UNANSWERED, order: OPEN_ORDER, after: OPEN_AFTER(UNANSWERED) },
  waiting: { where: `c.state = 'open' and c.waiting_since is not null and c.owner_kind <> 'staff'`, sort: WAITING, order: OPEN_ORDER, after: OPEN_AFTER(WAITING) },
  all: { where: `c.state = 'open'`, sort: WAITING, order: OPEN_ORDER, after: OPEN_AFTER(WAITING) },
  // Index: conversation_review_idx.
  flagged: { where: `c.review`, sort: WAITING, order: OPEN_ORDER, after: OPEN_AFTER(WAITING) },
  // Index: conversation_closed_list_idx. The level in the cursor is not used.
  closed: { where: `c.state = 'closed'`, sort: `c.closed_at`, order: `c.closed_at desc, c.id desc`, after: `($6::urgency is not null and (c.closed_at, c.id) < ($7::timestamptz, $8::uuid))` },
}

/**
 * $1 me · $2 level · $3 channel · $4 category · $5 review · $6 $7 $8 cursor · $9 rows, one more than shown · $10 commune · $11 a focal person.
 * A filter that is null does not count. `reach`: which conversations the role may see (src/staff/conditions.ts).
 */
export function pageSql(view: List, reach = 'true'): string {
  const { where, sort, order, after } = VIEWS[view]
  return `
  with page as (
    select c.*, ${sort} as sort from conversation c
    where ${where}
      and ${reach}
      and $1::uuid is not null
      and ($2::urgency is null or c.urgency = $2)
      and ($3::text is null or c.channel = $3)
      and ($4::text is null or $4 = any(c.categories))
      and ($5::boolean is null or c.review = $5)
      and ($10::text is null or c.commune = $10)
      and ($11 or not exists (select 1 from focal_talk f where f.conversation_id = c.id))
      and ($6::urgency is null or ${after})
    order by ${order} limit $9
  )
  select c.id, c.channel, c.urgency, c.review, c.owner_kind as "ownerKind", c.owner_id as "ownerId", s.name as "ownerName", o.to_id as "offeredTo",
    c.waiting_since as "waitingSince", c.first_inbound_at as "firstInboundAt", c.last_inbound_at as "lastInboundAt",
    c.last_outbound_at as "lastOutboundAt", c.last_seq as "lastSeq", c.categories, c.commune, c.closed_at as "closedAt",
    r.number as "caseNumber", r.clock_due_at as "clockDueAt",
    exists (select 1 from person_block b where b.person_id = c.person_id and b.lifted_at is null and b.until > now()) as blocked,
    c.returned_at is not null as returned,
    case when ${ASLEEP} or ${WOKEN} then c.snoozed_until end as "snoozedUntil",
    exists (select 1 from alarm a where a.conversation_id = c.id and a.acknowledged_at is null) as "alarmOpen",
    (${GRAVEST_SIGN}) as sign,
    p.key_id as "keyId", k.wrapped, m.id as "messageId", m.content_enc as "contentEnc",
    c.sort::text as cursor
  from page c
  join person p on p.id = c.person_id
  join data_key k on k.id = p.key_id
  left join staff s on s.id = c.owner_id
  left join transfer_offer o on o.conversation_id = c.id and o.from_id = c.owner_id
  left join case_record r on r.id = c.case_id
  left join lateral (
    select id, content_enc from message where conversation_id = c.id and direction = 'in' and unsent_at is null order by seq desc limit 1
  ) m on true
  order by ${order}`
}

// One pass over everything open, which is small next to everything kept. Index: conversation_open_list_idx.
export const COUNTS = `
  with talks as materialized (
    select id, urgency, waiting_since, waiting_since is not null and owner_kind <> 'staff' as waits
    from conversation where state = 'open' and not exists (select 1 from focal_talk f where f.conversation_id = conversation.id)
  )
  select count(*)::int as "all",
    (select count(*)::int from conversation where review) as review,
    (select count(*)::int from alarm where acknowledged_at is null) as alarms,
    count(*) filter (where waits)::int as waiting,
    count(*) filter (where waits and urgency = 'emergency')::int as emergency,
    count(*) filter (where waits and urgency = 'high')::int as high,
    count(*) filter (where waits and urgency = 'medium')::int as medium,
    count(*) filter (where waits and urgency = 'low')::int as low,
    count(*) filter (where waits and urgency = 'info')::int as info,
    (select row_to_json(o) from (select id, waiting_since as "waitingSince", urgency from talks where waits order by waiting_since limit 1) o) as oldest
  from talks`

// Index: conversation_held_idx.
export const MINE = `select count(*)::int as mine from conversation where state = 'open' and owner_id = $1`
