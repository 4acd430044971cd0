-- Ready sentences of the counsellors: the Centre's own words, edited by supervisors, begun from locales/*/canned.json.

-- CreateTable
CREATE TABLE "canned_answer" (
    "id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "place" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "canned_answer_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "canned_answer" ADD CONSTRAINT "canned_answer_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT watch_changes('canned_answer');
