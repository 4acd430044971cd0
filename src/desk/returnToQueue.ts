/**
 * Since when words stand that no human has answered, of `conversation c`: neither in writing nor by a call that reached
 * the person. Index: message_conversation_id_seq_key, note_conversation_id_idx.
 */
export const UNANSWERED_SINCE = `
    select min(m.received_at) from message m
    where m.conversation_id = c.id and m.direction = 'in'
      and m.seq > coalesce((select max(h.seq) from message h where h.conversation_id = c.id and h.author = 'staff'), 0)
      and m.received_at > coalesce((select max(n.at) from note n where n.conversation_id = c.id and n.contact = 'spoke'), '-infinity')`

/**
 * Back to the queue, waiting since the oldest words no human has answered: so it stands before those who came
 * later, and the wait a person already had is never forgotten.
 */
export const BACK_TO_QUEUE = `
  update conversation c set owner_kind = 'queue', owner_id = null, owner_since = now(), version = version + 1,
    waiting_since = coalesce((${UNANSWERED_SINCE}), now())
  where c.id = $1`
