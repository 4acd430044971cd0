-- Requests about personal data and breaches of it, with their terms.

-- CreateTable
CREATE TABLE "data_request" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "asker" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "received_by" UUID NOT NULL,
    "reply_due_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "replied_at" TIMESTAMPTZ(3),
    "extended_at" TIMESTAMPTZ(3),
    "decision" TEXT,
    "rule" TEXT,
    "words_enc" BYTEA,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_breach" (
    "id" UUID NOT NULL,
    "discovered_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "words_enc" BYTEA NOT NULL,
    "notified_at" TIMESTAMPTZ(3),
    "notified_by" UUID,

    CONSTRAINT "data_breach_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "data_request_case_id_idx" ON "data_request"("case_id");

-- AddForeignKey
ALTER TABLE "data_request" ADD CONSTRAINT "data_request_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.
SELECT watch_changes('data_request');
SELECT watch_changes('data_breach');
