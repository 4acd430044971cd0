-- Who answers for a case, and what is known of papers that others brought.

-- AlterTable
ALTER TABLE "case_record" ADD COLUMN     "responsible_id" UUID;

-- AlterTable
ALTER TABLE "case_document" ADD COLUMN     "bytes" INTEGER,
ADD COLUMN     "sha256" BYTEA;

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.

-- "My cases", newest first; and those nobody answers for.
CREATE INDEX "case_record_responsible_idx" ON "case_record" ("responsible_id", "opened_at" DESC, "id");
-- A received paper has the hash of what was received.
ALTER TABLE "case_document" ADD CONSTRAINT "case_document_received_check" CHECK ("kind" <> 'received' OR ("sha256" IS NOT NULL AND "bytes" IS NOT NULL)) NOT VALID;
-- Ciphertext does not shrink: do not try.
ALTER TABLE "case_document" ALTER COLUMN "content_enc" SET STORAGE EXTERNAL;

DROP TRIGGER "case_record_log_update" ON "case_record";
DROP TRIGGER "case_record_log_change" ON "case_record";
SELECT watch_changes('case_record', unwatched => '{version,clocks_version,facts_version}');
DROP TRIGGER "case_document_log_update" ON "case_document";
DROP TRIGGER "case_document_log_change" ON "case_document";
SELECT watch_changes('case_document', secrets => '{content_enc}');
-- Whoever opened a case by hand has answered for it so far.
UPDATE "case_record" SET "responsible_id" = "opened_by" WHERE "opened_by" IS NOT NULL AND "state" <> 'closed';
