-- Columns that came after their table was first watched. Each migration that adds a column to a watched table does
-- this for itself; test/safeguards/schema.test.ts finds the one that forgot.
DROP TRIGGER "staff_log_update" ON "staff";
DROP TRIGGER "staff_log_change" ON "staff";
SELECT watch_changes('staff', secrets => '{password_hash,totp_enc}', unwatched => '{last_sign_in_at,totp_last_step}');

DROP TRIGGER "conversation_log_update" ON "conversation";
DROP TRIGGER "conversation_log_change" ON "conversation";
SELECT watch_changes('conversation', unwatched => '{owner_since,last_seq,waiting_since,first_inbound_at,last_inbound_at,last_outbound_at,session_enc,version,outside_until}');
