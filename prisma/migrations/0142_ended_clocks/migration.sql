-- A clock that ended because its case was closed was neither kept nor missed: it is told apart from now on.

-- AlterTable
ALTER TABLE "case_clock" ADD COLUMN     "ended" BOOLEAN NOT NULL DEFAULT false;

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.
UPDATE "case_clock" c SET "ended" = true FROM "case_record" r WHERE r."id" = c."case_id" AND c."stopped_at" = r."closed_at" AND c."stopped_at" <= c."due_at";
-- Their statistics are counted anew.
UPDATE "case_record" SET "facts_version" = -1 WHERE "state" = 'closed';
