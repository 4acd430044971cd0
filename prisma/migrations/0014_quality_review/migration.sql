-- Supervisors read a sample of what triage held for harmless, and score how it was answered.

-- CreateTable
CREATE TABLE "quality_review" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "level_was" "urgency" NOT NULL,
    "level_should" "urgency" NOT NULL,
    "scores" JSONB NOT NULL,
    "comment_enc" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quality_review_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "quality_review_conversation_id_reviewer_id_key" ON "quality_review"("conversation_id", "reviewer_id");

-- CreateIndex
CREATE INDEX "quality_review_at_idx" ON "quality_review"("at");

-- AddForeignKey
ALTER TABLE "quality_review" ADD CONSTRAINT "quality_review_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_review" ADD CONSTRAINT "quality_review_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
