-- Pictures, voice, video and files that people send: fetched at once (platforms' addresses expire), kept sealed and
-- unseen, opened one at a time with a reason.

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "error_code" TEXT,
    "mime" TEXT,
    "bytes" INTEGER,
    "sha256" BYTEA,
    "content_enc" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media_opening" (
    "token_hash" BYTEA NOT NULL,
    "media_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "media_opening_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "media_message_id_place_key" ON "media"("message_id", "place");

-- CreateIndex
CREATE INDEX "media_opening_media_id_idx" ON "media_opening"("media_id");

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media_opening" ADD CONSTRAINT "media_opening_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media_opening" ADD CONSTRAINT "media_opening_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.
ALTER TABLE "media" ADD CONSTRAINT "media_state_check" CHECK ("state" IN ('waiting', 'stored', 'failed', 'refused'));
ALTER TABLE "media" ADD CONSTRAINT "media_stored_check" CHECK (("state" = 'stored') = ("content_enc" IS NOT NULL));
CREATE INDEX "media_due_idx" ON "media" ("due_at") WHERE "state" = 'waiting';
-- Ciphertext does not shrink: do not try.
ALTER TABLE "media" ALTER COLUMN "content_enc" SET STORAGE EXTERNAL;
