-- Alarms: the breach of the ladder, calls to staff with their own outbox, where staff can be called, and secrets made once.

-- AlterTable
ALTER TABLE "alarm" ADD COLUMN     "breached_at" TIMESTAMPTZ(3),
ADD COLUMN     "tell_due_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "alarm_address" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "address_enc" BYTEA NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alarm_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alarm_call" (
    "id" UUID NOT NULL,
    "alarm_id" UUID,
    "staff_id" UUID,
    "path" TEXT NOT NULL,
    "level" "urgency" NOT NULL,
    "step" INTEGER NOT NULL,
    "spare" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "alarm_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alarm_secret" (
    "name" TEXT NOT NULL,
    "value_enc" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alarm_secret_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "alarm_address_staff_id_path_address_hash_key" ON "alarm_address"("staff_id", "path", "address_hash");

-- AddForeignKey
ALTER TABLE "alarm_address" ADD CONSTRAINT "alarm_address_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alarm_call" ADD CONSTRAINT "alarm_call_alarm_id_fkey" FOREIGN KEY ("alarm_id") REFERENCES "alarm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alarm_call" ADD CONSTRAINT "alarm_call_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.

ALTER TABLE "alarm_address" ADD CONSTRAINT "alarm_address_path_check" CHECK ("path" IN ('push', 'zalo', 'hook'));
ALTER TABLE "alarm_call" ADD CONSTRAINT "alarm_call_path_check" CHECK ("path" IN ('push', 'zalo', 'hook', 'mail'));
ALTER TABLE "alarm_call" ADD CONSTRAINT "alarm_call_state_check"
  CHECK ("state" IN ('pending', 'sending', 'sent', 'failed', 'gave-up', 'spared', 'moot'));
-- Only a gateway has a number of its own to ring, and only a test belongs to no alarm.
ALTER TABLE "alarm_call" ADD CONSTRAINT "alarm_call_staff_check" CHECK ("staff_id" IS NOT NULL OR "path" = 'hook');
ALTER TABLE "alarm_call" ADD CONSTRAINT "alarm_call_test_check" CHECK ("alarm_id" IS NOT NULL OR "staff_id" IS NOT NULL);

-- A step calls nobody twice by one path, whichever processes climb; and while one call is still under way, a later step
-- adds none: after an outage everybody gets one message, not one a step.
CREATE UNIQUE INDEX "alarm_call_once_key" ON "alarm_call" ("alarm_id", "level", "step", "staff_id", "path") NULLS NOT DISTINCT WHERE "alarm_id" IS NOT NULL;
CREATE UNIQUE INDEX "alarm_call_open_key" ON "alarm_call" ("alarm_id", "staff_id", "path") NULLS NOT DISTINCT WHERE "state" IN ('pending', 'sending');

-- Workers of one path take the most urgent due call; the monitor asks for the oldest.
CREATE INDEX "alarm_call_due_idx" ON "alarm_call" ("path", "level" DESC, "due_at") WHERE "state" IN ('pending', 'sending');
-- The monitor: how the last calls of a path ended.
CREATE INDEX "alarm_call_settled_idx" ON "alarm_call" ("path", "settled_at" DESC) WHERE "settled_at" IS NOT NULL;
-- Children to be told that nobody came.
CREATE INDEX "alarm_tell_idx" ON "alarm" ("tell_due_at") WHERE "tell_due_at" IS NOT NULL;

ALTER TABLE "alarm_call" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- The breach is part of the record; how far the ladder got is bookkeeping. Calls are the machine's own traffic.
DROP TRIGGER "alarm_log_update" ON "alarm";
DROP TRIGGER "alarm_log_change" ON "alarm";
SELECT watch_changes('alarm', unwatched => '{step,due_at,tell_due_at}');
SELECT watch_changes('alarm_address', secrets => '{address_enc,address_hash}');
SELECT watch_changes('alarm_secret', keys => '{name}', secrets => '{value_enc}');
