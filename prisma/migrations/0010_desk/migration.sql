-- The desk: presence, limits on sign-in, and the indexes of its lists.

-- CreateTable
CREATE TABLE "sign_in_try" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "sign_in_try_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "staff_presence" (
    "staff_id" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "viewing" UUID,
    "typing_until" TIMESTAMPTZ(3),

    CONSTRAINT "staff_presence_pkey" PRIMARY KEY ("staff_id")
);

-- AddForeignKey
ALTER TABLE "staff_presence" ADD CONSTRAINT "staff_presence_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.

-- The desk's lists page by (urgency desc, waiting since, id); who does not wait comes last in a level.
-- One index for "all" and "waiting", one for whom a counsellor holds, one for what is closed.
DROP INDEX "conversation_queue_idx";
CREATE INDEX "conversation_open_list_idx" ON "conversation" ("urgency" DESC, (coalesce("waiting_since", 'infinity'::timestamptz)), "id") WHERE "state" = 'open';
CREATE INDEX "conversation_held_idx" ON "conversation" ("owner_id") WHERE "state" = 'open' AND "owner_id" IS NOT NULL;
CREATE INDEX "conversation_closed_list_idx" ON "conversation" ("closed_at" DESC, "id" DESC) WHERE "state" = 'closed';

-- Is somebody being called for? One look for each row of the list.
CREATE INDEX "alarm_unacknowledged_idx" ON "alarm" ("conversation_id") WHERE "acknowledged_at" IS NULL;

-- Heartbeats: many updates to few rows.
ALTER TABLE "staff_presence" SET (fillfactor = 50);
