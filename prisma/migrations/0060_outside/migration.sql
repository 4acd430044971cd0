-- A human who answers in Zalo's or Meta's own inbox holds the conversation, though not as staff of ours. Control of a
-- thread lapses by itself after 24 hours without activity (Conversation Routing), so this is a moment, not an owner.
ALTER TABLE "conversation" ADD COLUMN "outside_until" TIMESTAMPTZ(3);
