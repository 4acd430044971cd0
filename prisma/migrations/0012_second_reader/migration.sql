-- Whatever a human must read stays in sight until one has, also after it was closed.
CREATE INDEX "conversation_review_idx" ON "conversation" ("urgency" DESC, (coalesce("waiting_since", 'infinity'::timestamptz)), "id") WHERE "review";
