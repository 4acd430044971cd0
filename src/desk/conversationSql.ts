/** One conversation for the desk: its row, and the lists beside it, each in one statement. */

import { ASLEEP } from './queueSql.ts'

export const HEADER = `
  select c.id, c.person_id as "personId", c.channel, c.state, c.urgency, c.review, c.categories, c.commune, c.reporter,
    c.urgency_set_by as "setById", u.name as "setByName",
    c.owner_kind as "ownerKind", c.owner_id as "ownerId", s.name as "ownerName", c.owner_since as "ownerSince",
    o.to_id as "offerToId", t.name as "offerToName", o.at as "offerAt",
    p.locale, p.name_enc as "nameEnc",  p.key_id as "keyId", k.wrapped,
    c.session_enc as "sessionEnc", c.last_seq as "lastSeq", c.opened_at as "openedAt", c.waiting_since as "waitingSince",
    c.first_inbound_at as "firstInboundAt", c.last_inbound_at as "lastInboundAt", c.last_outbound_at as "lastOutboundAt",
    c.closed_at as "closedAt", c.close_reason as "closeReason",
    exists (select 1 from alarm a where a.conversation_id = c.id and a.acknowledged_at is null) as "alarmOpen",
    r.id as "caseId", r.number as "caseNumber", r.state as "caseState", r.opened_at as "caseOpenedAt", r.clock_due_at as "clockDueAt",
    d.text_enc as "draftEnc", case when ${ASLEEP} then c.snoozed_until end as "snoozedUntil",
    b.id as "blockId", b.reason as "blockReason", b.note_enc as "blockNoteEnc", b.blocked_by as "blockedById", y.name as "blockedByName", b.blocked_at as "blockedAt", b.until as "blockedUntil"
  from conversation c
  join person p on p.id = c.person_id
  join data_key k on k.id = p.key_id
  left join staff s on s.id = c.owner_id
  left join staff u on u.id = c.urgency_set_by
  left join transfer_offer o on o.conversation_id = c.id and o.from_id = c.owner_id
  left join staff t on t.id = o.to_id
  left join case_record r on r.id = c.case_id
  left join draft d on d.conversation_id = c.id and d.staff_id = $2
  left join lateral (
    select * from person_block where person_id = c.person_id and lifted_at is null and until > now() order by until desc limit 1
  ) b on true
  left join staff y on y.id = b.blocked_by
  where c.id = $1`

export const EVIDENCE = `
  select e.message_id as "messageId", m.seq, e.start, e."end", e.cue, e.level
  from evidence e join message m on m.id = e.message_id
  where e.conversation_id = $1 order by m.seq, e.start`

export const LEVELS = `
  select u.id, u."from", u."to", u.staff_id as "staffId", s.name, u.reason_enc as "reasonEnc", u.cues, u.at
  from urgency_change u left join staff s on s.id = u.staff_id
  where u.conversation_id = $1 order by u.at, u.id`

export const NOTES = `
  select n.id, n.staff_id as "staffId", s.name, n.text_enc as "textEnc", n.whisper, n.contact, n.at
  from note n join staff s on s.id = n.staff_id
  where n.conversation_id = $1 order by n.at, n.id`

// Index: conversation_person_id_idx.
export const EARLIER = `
  select c.id, c.urgency, c.opened_at as "openedAt", c.closed_at as "closedAt", r.number as "caseNumber"
  from conversation c left join case_record r on r.id = c.case_id
  where c.person_id = $1 and c.id <> $2 and ($3 or not exists (select 1 from focal_talk f where f.conversation_id = c.id)) order by c.opened_at desc limit 20`

/** A colleague who looks and gave a sign of life. */
export const VIEWERS = `
  select s.id, s.name, coalesce(v.typing_until > now(), false) as typing
  from staff_presence v join staff s on s.id = v.staff_id
  where v.viewing = $1 and v.staff_id <> $2 and v.seen_at > now() - interval '90 seconds'`
