-- Put aside by whoever holds it, until a time. It ends by itself: at that time, with the person's next word, in mortal
-- danger, in other hands (src/desk/queueSql.ts).
ALTER TABLE "conversation" ADD COLUMN "snoozed_at" TIMESTAMPTZ(3);
ALTER TABLE "conversation" ADD COLUMN "snoozed_until" TIMESTAMPTZ(3);
ALTER TABLE "conversation" ADD COLUMN "snoozed_by" UUID;

DROP TRIGGER "conversation_log_update" ON "conversation";
DROP TRIGGER "conversation_log_change" ON "conversation";
SELECT watch_changes('conversation', unwatched => '{owner_since,last_seq,waiting_since,first_inbound_at,last_inbound_at,last_outbound_at,session_enc,version,outside_until,returned_at}');
