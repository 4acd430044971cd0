-- Accounts by invitation, a second person for what one alone must not do, sessions that can be named and ended, a fresh proof for dangerous acts.

ALTER TABLE "staff" ADD COLUMN "totp_next_enc" BYTEA;
ALTER TABLE "staff" DROP CONSTRAINT "staff_role_check";
ALTER TABLE "staff" ADD CONSTRAINT "staff_role_check" CHECK ("role" IN ('counsellor', 'supervisor', 'head', 'administrator', 'analyst', 'custodian'));

ALTER TABLE "staff_session"
  ADD COLUMN "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN "device" TEXT,
  ADD COLUMN "proved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
CREATE UNIQUE INDEX "staff_session_id_key" ON "staff_session"("id");

CREATE TABLE "staff_invitation" (
    "staff_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_invitation_pkey" PRIMARY KEY ("staff_id")
);
CREATE UNIQUE INDEX "staff_invitation_token_hash_key" ON "staff_invitation"("token_hash");
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "account_request" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "role" TEXT,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "account_request_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "account_request_second_person" CHECK ("outcome" IS DISTINCT FROM 'confirmed' OR "decided_by" <> "requested_by")
);
CREATE INDEX "account_request_staff_id_idx" ON "account_request"("staff_id");
-- Asked twice is asked once.
CREATE UNIQUE INDEX "account_request_open_key" ON "account_request"("staff_id", "kind") WHERE "outcome" IS NULL;
ALTER TABLE "account_request" ADD CONSTRAINT "account_request_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT watch_changes('account_request');

DROP TRIGGER "staff_log_update" ON "staff";
DROP TRIGGER "staff_log_change" ON "staff";
SELECT watch_changes('staff', secrets => '{password_hash,totp_enc,totp_next_enc}', unwatched => '{last_sign_in_at,totp_last_step}');
