-- Where it happens, as far as it was said: the queue filters by it. A code of the list in force (src/directory/communes.ts).
ALTER TABLE "conversation" ADD COLUMN "commune" TEXT;

-- Of what is closed there is much, and one commune's share of it is small.
CREATE INDEX "conversation_closed_commune_idx" ON "conversation" ("commune", "closed_at" DESC, "id" DESC) WHERE "state" = 'closed' AND "commune" IS NOT NULL;

DROP TRIGGER "conversation_log_update" ON "conversation";
DROP TRIGGER "conversation_log_change" ON "conversation";
SELECT watch_changes('conversation', unwatched => '{owner_since,last_seq,waiting_since,first_inbound_at,last_inbound_at,last_outbound_at,session_enc,version,outside_until}');

-- A block is an act with an author, a reason and an end; it took the place of a mere date.
DROP TRIGGER "person_log_update" ON "person";
DROP TRIGGER "person_log_change" ON "person";
ALTER TABLE "person" DROP COLUMN "blocked_at";
SELECT watch_changes('person');

-- CreateTable
CREATE TABLE "person_block" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "note_enc" BYTEA NOT NULL,
    "blocked_by" UUID NOT NULL,
    "blocked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" UUID,

    CONSTRAINT "person_block_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "person_block_person_id_idx" ON "person_block"("person_id");

-- CreateIndex
CREATE INDEX "person_block_until_idx" ON "person_block"("until");

-- AddForeignKey
ALTER TABLE "person_block" ADD CONSTRAINT "person_block_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_block" ADD CONSTRAINT "person_block_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_block" ADD CONSTRAINT "person_block_blocked_by_fkey" FOREIGN KEY ("blocked_by") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_block" ADD CONSTRAINT "person_block_lifted_by_fkey" FOREIGN KEY ("lifted_by") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT watch_changes('person_block', unwatched => '{told_at}');
