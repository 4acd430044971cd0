-- Statistics keep the age at the time, so that reports choose their own bands; and how long people waited.
ALTER TABLE "case_fact" DROP COLUMN "age_band";
ALTER TABLE "case_fact" ADD COLUMN "age" INTEGER;
ALTER TABLE "contact_fact" ADD COLUMN "reply_seconds" INTEGER;
CREATE INDEX "conversation_first_inbound_idx" ON "conversation" ("first_inbound_at");
