-- A wish to be forgotten is written down when it is made, and decided by a named human; until then it is `asked`.
-- What a job of the safeguards did last stands in the database: the desk of any instance shows it.

ALTER TABLE "erasure_request"
  ADD COLUMN "conversation_id" UUID,
  ADD COLUMN "decided_by" UUID,
  ADD COLUMN "exception" TEXT,
  ALTER COLUMN "decided_at" DROP NOT NULL,
  ALTER COLUMN "decided_at" DROP DEFAULT;

-- CreateTable
CREATE TABLE "safeguard_job" (
    "name" TEXT NOT NULL,
    "ok_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "result" JSONB,

    CONSTRAINT "safeguard_job_pkey" PRIMARY KEY ("name")
);

ALTER TABLE "erasure_request" DROP CONSTRAINT "erasure_request_outcome_check";
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_outcome_check" CHECK ("outcome" IN ('asked', 'erased', 'partly', 'refused'));
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_cause_check" CHECK ("cause" IN ('withdrawal', 'request', 'chat'));
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_decided_check" CHECK (("outcome" = 'asked') = ("decided_at" IS NULL));
-- A child who asks three times in one talk has one wish.
CREATE UNIQUE INDEX "erasure_request_asked_idx" ON "erasure_request" ("person_id") WHERE "outcome" = 'asked';

DROP TRIGGER "erasure_request_log_update" ON "erasure_request";
DROP TRIGGER "erasure_request_log_change" ON "erasure_request";
SELECT watch_changes('erasure_request');
