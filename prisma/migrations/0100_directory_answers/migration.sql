-- What the directory tells the people who write: which needs a body helps with (none: it only receives referrals),
-- and when it is open. Kinds of need are those of src/directory/services.ts.
ALTER TABLE "service" ADD COLUMN "needs" TEXT[] NOT NULL DEFAULT '{}', ADD COLUMN "hours" TEXT NOT NULL DEFAULT '';

UPDATE "service" SET "needs" = '{school,money,papers}' WHERE "kind" = 'commune';
UPDATE "service" SET "needs" = '{health}' WHERE "kind" = 'hospital';
UPDATE "service" SET "needs" = '{law}' WHERE "kind" = 'legal-aid';
UPDATE "service" SET "needs" = '{counselling}' WHERE "kind" = 'child111';

DROP TRIGGER "service_log_update" ON "service";
DROP TRIGGER "service_log_change" ON "service";
SELECT watch_changes('service');

-- Every process hears at once that the Centre's own data changed; it would read them by itself within half a minute.
CREATE FUNCTION "tell_directory_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('lang_nghe', '{"kind":"directory","id":""}');
  RETURN NULL;
END $$;
CREATE TRIGGER "service_told" AFTER INSERT OR UPDATE OR DELETE ON "service" FOR EACH STATEMENT EXECUTE FUNCTION "tell_directory_changed"();
CREATE TRIGGER "centre_told" AFTER INSERT OR UPDATE ON "centre" FOR EACH STATEMENT EXECUTE FUNCTION "tell_directory_changed"();
