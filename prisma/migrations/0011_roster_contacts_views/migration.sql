-- Whispers, saved views of the queue, and the roster.

-- AlterTable
ALTER TABLE "note" ADD COLUMN     "whisper" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "desk_views" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "shift" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shift_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "shift_ends_at_idx" ON "shift"("ends_at");

-- AddForeignKey
ALTER TABLE "shift" ADD CONSTRAINT "shift_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.

ALTER TABLE "shift" ADD CONSTRAINT "shift_kind_check" CHECK ("kind" IN ('duty', 'on-call', 'deputy'));
ALTER TABLE "shift" ADD CONSTRAINT "shift_span_check" CHECK ("starts_at" < "ends_at" AND "ends_at" <= "starts_at" + interval '24 hours');
