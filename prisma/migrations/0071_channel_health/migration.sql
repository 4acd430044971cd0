-- How the channels do: a token whose refresh was refused, permissions asked for at Zalo, and when what was said.

-- AlterTable
ALTER TABLE "channel_token" ADD COLUMN     "failed_at" TIMESTAMPTZ(3),
ADD COLUMN     "failed_code" TEXT;

-- CreateTable
CREATE TABLE "channel_authorisation" (
    "state_hash" BYTEA NOT NULL,
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "verifier_enc" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_authorisation_pkey" PRIMARY KEY ("state_hash")
);

-- AddForeignKey
ALTER TABLE "channel_authorisation" ADD CONSTRAINT "channel_authorisation_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateIndex: the figures of the last weeks, at next to no cost for what is written.
CREATE INDEX "message_received_at_idx" ON "message" USING BRIN ("received_at");
