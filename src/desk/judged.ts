/**
 * What a human's judgement covers, for `update conversation … where id = $1`: everything triage has heard. Words that
 * came in this very moment and still wait for their turn are never covered, or danger in them would go unheard.
 * Index: message_open_inbound_idx.
 */
export const JUDGED_UP_TO = `
  coalesce((select min(m.seq) - 1 from message m where m.conversation_id = $1 and m.direction = 'in' and m.done_at is null), last_seq)`
