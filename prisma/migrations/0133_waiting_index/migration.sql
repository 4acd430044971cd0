-- The list that is read most: who waits for a human. With a million conversations and ten thousand open ones the planner
-- otherwise sorts all that wait (9 ms; with this, less than one).
CREATE INDEX "conversation_waiting_idx" ON "conversation" ("urgency" DESC, (coalesce("waiting_since", 'infinity'::timestamptz)), "id")
  WHERE "state" = 'open' AND "waiting_since" IS NOT NULL AND "owner_kind" <> 'staff';
