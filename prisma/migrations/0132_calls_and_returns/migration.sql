-- A call made to the person, written down by whoever holds their talk: a human answer like a written one.
ALTER TABLE "note" ADD COLUMN "contact" TEXT;
ALTER TABLE "note" ADD CONSTRAINT "note_contact_check" CHECK ("contact" IN ('spoke', 'no-answer'));
DROP TRIGGER "note_log_update" ON "note";
DROP TRIGGER "note_log_change" ON "note";
SELECT watch_changes('note');

-- When a talk that was claimed and left without a word came back to the queue; null again once somebody takes it.
ALTER TABLE "conversation" ADD COLUMN "returned_at" TIMESTAMPTZ(3);
CREATE INDEX "conversation_returned_idx" ON "conversation" ("returned_at") WHERE "state" = 'open' AND "returned_at" IS NOT NULL;
DROP TRIGGER "conversation_log_update" ON "conversation";
DROP TRIGGER "conversation_log_change" ON "conversation";
SELECT watch_changes('conversation', unwatched => '{owner_since,last_seq,waiting_since,first_inbound_at,last_inbound_at,last_outbound_at,session_enc,version,outside_until,returned_at}');
