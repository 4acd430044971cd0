/**
 * Back to the queue, waiting since the oldest words no human has answered: so it stands before those who came
 * later, and the wait a person already had is never forgotten.
 */
export const BACK_TO_QUEUE = `
  update conversation c set owner_kind = 'queue', owner_id = null, owner_since = now(), version = version + 1,
    waiting_since = coalesce((
      select min(m.received_at) from message m
      where m.conversation_id = c.id and m.direction = 'in'
        and m.seq > coalesce((select max(h.seq) from message h where h.conversation_id = c.id and h.author = 'staff'), 0)
    ), now())
  where c.id = $1`
