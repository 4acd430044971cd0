-- A plain hash of a picture or paper tells whoever holds a dump, and the same file, whose it is. Fingerprints are keyed
-- from here on (safeguards/vault.ts, fingerprint); what was hashed before goes, since SQL cannot key it.
ALTER TABLE "media" RENAME COLUMN "sha256" TO "fingerprint";
UPDATE "media" SET "fingerprint" = NULL WHERE "fingerprint" IS NOT NULL;

ALTER TABLE "case_document" DROP CONSTRAINT "case_document_received_check";
ALTER TABLE "case_document" RENAME COLUMN "sha256" TO "fingerprint";
UPDATE "case_document" SET "fingerprint" = NULL WHERE "fingerprint" IS NOT NULL;
ALTER TABLE "case_document" ADD CONSTRAINT "case_document_received_check" CHECK ("kind" <> 'received' OR ("fingerprint" IS NOT NULL AND "bytes" IS NOT NULL)) NOT VALID;

-- Addresses at the door of the web chat were counted under a plain hash.
DELETE FROM "sign_in_try" WHERE "key" LIKE 'return-address%';

DROP TRIGGER "case_document_log_update" ON "case_document";
DROP TRIGGER "case_document_log_change" ON "case_document";
SELECT watch_changes('case_document', secrets => '{content_enc}');
