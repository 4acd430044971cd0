-- The second reader: which conversations it still has to read, and each opinion it gave. A table of its own, so that
-- a slow or absent model fills no queue that turns are taken from.

-- CreateTable
CREATE TABLE "reading" (
    "conversation_id" UUID NOT NULL,
    "up_to_seq" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reading_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateTable
CREATE TABLE "opinion" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "up_to_seq" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "prompt_version" TEXT NOT NULL,
    "prompt_hash" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "level" "urgency",
    "rules_level" "urgency" NOT NULL,
    "categories" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "effect" TEXT NOT NULL,
    "ms" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "opinion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "opinion_conversation_id_idx" ON "opinion"("conversation_id");

-- CreateIndex
CREATE INDEX "opinion_at_idx" ON "opinion"("at");

-- AddForeignKey
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "reading_due_idx" ON "reading" ("due_at") WHERE "due_at" IS NOT NULL;
SELECT watch_changes('opinion', inserts => false);
