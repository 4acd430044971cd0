-- What the machine took down wrongly and a counsellor put right: which of the columns below a human decided, and the
-- categories a human took away, which the machine does not bring back.
ALTER TABLE "conversation" ADD COLUMN "by_hand" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "conversation" ADD COLUMN "categories_aside" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "correction" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "before_enc" BYTEA NOT NULL,
    "value_enc" BYTEA NOT NULL,
    "reason_enc" BYTEA NOT NULL,
    "staff_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "correction_conversation_id_idx" ON "correction"("conversation_id");

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT watch_changes('correction');

DROP TRIGGER "conversation_log_update" ON "conversation";
DROP TRIGGER "conversation_log_change" ON "conversation";
SELECT watch_changes('conversation', unwatched => '{owner_since,last_seq,waiting_since,first_inbound_at,last_inbound_at,last_outbound_at,session_enc,version,outside_until,returned_at}');
