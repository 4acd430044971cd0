-- Somebody withdrew at the platform (Zalo user_withdraw): what still has to be erased, begun with the event and done by a
-- job of the safeguards. One row a person until it is done, then gone.
CREATE TABLE "withdrawal" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "external_hash" BYTEA NOT NULL,
    "external_enc" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failed_at" TIMESTAMPTZ(3),
    "error_code" TEXT,

    CONSTRAINT "withdrawal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "withdrawal_channel_account_external_hash_key" ON "withdrawal"("channel", "account", "external_hash");

-- CreateIndex
CREATE INDEX "withdrawal_due_at_idx" ON "withdrawal"("due_at");
