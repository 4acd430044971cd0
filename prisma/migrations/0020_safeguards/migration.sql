-- Safeguards: what changed and by whom, the seals that make both logs tamper-evident, holds, purges and erasures.

-- CreateTable
CREATE TABLE "change_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "image_digest" BYTEA,
    "purged_by" UUID,
    "seal_id" BIGINT,

    CONSTRAINT "change_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "id" BIGINT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    "access_rows" INTEGER NOT NULL,
    "change_rows" INTEGER NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "purged_by" UUID,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retention_hold" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "placed_by" UUID NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "released_by" UUID,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "retention_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purge_proof" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cause" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "subject_ids" UUID[],
    "counts" JSONB NOT NULL,
    "keys_destroyed" UUID[],
    "images_dropped" INTEGER NOT NULL,

    CONSTRAINT "purge_proof_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure_request" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer_due_at" TIMESTAMPTZ(3) NOT NULL,
    "erase_due_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "kept" JSONB NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proof_id" UUID,

    CONSTRAINT "erasure_request_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "access_log" ADD COLUMN "seal_id" BIGINT;

-- CreateIndex
CREATE INDEX "access_log_seal_id_idx" ON "access_log"("seal_id");

-- CreateIndex
CREATE INDEX "change_log_seal_id_idx" ON "change_log"("seal_id");

-- CreateIndex
CREATE INDEX "change_log_table_name_row_id_idx" ON "change_log"("table_name", "row_id");

-- CreateIndex
CREATE INDEX "retention_hold_subject_id_idx" ON "retention_hold"("subject_id");

-- CreateIndex
CREATE INDEX "erasure_request_person_id_idx" ON "erasure_request"("person_id");

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.

ALTER TABLE "change_log" ADD CONSTRAINT "change_log_operation_check" CHECK ("operation" IN ('insert', 'update', 'delete'));
ALTER TABLE "retention_hold" ADD CONSTRAINT "retention_hold_subject_check" CHECK ("subject" IN ('person', 'conversation', 'case_record'));
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_outcome_check" CHECK ("outcome" IN ('erased', 'partly', 'refused'));

-- ---------------------------------------------------------------------------
-- The change log. Triggers write it, so that no code path can forget. They run at commit (deferred): by then the
-- transaction has said who acts (recordAccess and actAs set lang_nghe.actor); nobody said so: the service itself.
-- Arguments: key columns, secret columns (a change is logged, the value never), unwatched columns (bookkeeping).
CREATE FUNCTION "log_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  keys text[] := string_to_array(TG_ARGV[0], ',');
  secrets text[] := string_to_array(TG_ARGV[1], ',');
  unwatched text[] := string_to_array(TG_ARGV[2], ',');
  purge uuid := nullif(current_setting('lang_nghe.purge', true), '')::uuid;
  was jsonb;
  now_is jsonb;
  row_key text;
BEGIN
  IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD) - unwatched; END IF;
  IF TG_OP <> 'DELETE' THEN now_is := to_jsonb(NEW) - unwatched; END IF;
  SELECT string_agg(coalesce(now_is, was) ->> key, '/') INTO row_key FROM unnest(keys) AS key;
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secrets) THEN '"*"' ELSE o.value END),
           jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secrets) THEN '"*"' ELSE now_is -> o.key END)
      INTO was, now_is
      FROM jsonb_each(was) AS o WHERE o.value IS DISTINCT FROM now_is -> o.key;
  ELSE
    was := was - secrets;
    now_is := now_is - secrets;
  END IF;
  -- What a purge deletes leaves its id behind, never its content.
  IF purge IS NOT NULL AND TG_OP = 'DELETE' THEN was := NULL; END IF;
  INSERT INTO change_log (actor, table_name, row_id, operation, before, after, purged_by)
    VALUES (coalesce(nullif(current_setting('lang_nghe.actor', true), ''), 'service'), TG_TABLE_NAME, row_key, lower(TG_OP), was, now_is,
            CASE WHEN TG_OP = 'DELETE' THEN purge END);
  RETURN NULL;
END $$;

-- watch_changes: a table joins the change log. Later migrations call it for their own tables, e.g.
--   SELECT watch_changes('case_child', unwatched => '{version}');
CREATE FUNCTION "watch_changes"(p_table text, keys text[] DEFAULT '{id}', secrets text[] DEFAULT '{}', unwatched text[] DEFAULT '{}', inserts boolean DEFAULT true)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  watched text;
  arguments text := format('%L, %L, %L', array_to_string(keys, ','), array_to_string(secrets, ','), array_to_string(unwatched, ','));
BEGIN
  -- The comparison stands in WHEN, so that a bookkeeping update costs no function call (a turn does several).
  SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', attname), ' OR ' ORDER BY attnum) INTO watched
    FROM pg_attribute WHERE attrelid = p_table::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL (unwatched);
  EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER UPDATE ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (%s) EXECUTE FUNCTION log_change(%s)',
    p_table || '_log_update', p_table, watched, arguments);
  EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER %s ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log_change(%s)',
    p_table || '_log_change', CASE WHEN inserts THEN 'INSERT OR DELETE' ELSE 'DELETE' END, p_table, arguments);
END $$;

-- What is not here, and why: lane, outbox, staff_presence, sign_in_try (machinery), draft (unsent typing),
-- channel_event and channel_token (raw traffic and rotating tokens), staff_session (its acts stand in the access log).
-- Inserts of messages, evidence and level changes are not logged a second time: the row is the record, and its
-- place (seq) shows a missing one.
SELECT watch_changes('centre');
SELECT watch_changes('person');
SELECT watch_changes('data_key', unwatched => '{wrapped}');
SELECT watch_changes('conversation', unwatched => '{owner_since,last_seq,waiting_since,first_inbound_at,last_inbound_at,last_outbound_at,session_enc,version}');
SELECT watch_changes('message', unwatched => '{done_at,status,status_at,error_code,provider_message_id}', inserts => false);
SELECT watch_changes('evidence', inserts => false);
SELECT watch_changes('urgency_change', inserts => false);
SELECT watch_changes('case_record', unwatched => '{version}');
SELECT watch_changes('note');
SELECT watch_changes('alarm', unwatched => '{step,due_at}');
SELECT watch_changes('staff', secrets => '{password_hash}', unwatched => '{last_sign_in_at}');
SELECT watch_changes('retention_hold');
SELECT watch_changes('purge_proof');
SELECT watch_changes('erasure_request');

-- ---------------------------------------------------------------------------
-- Both logs are append-only, also for this service's own mistakes. Three things may still happen to a row: it is
-- sealed once; a purge drops its images, leaving their digest; a purge of the audit's own class deletes it.
CREATE FUNCTION "guard_log"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  purging boolean := coalesce(current_setting('lang_nghe.purge', true), '') <> '';
BEGIN
  IF TG_OP = 'DELETE' AND purging THEN RETURN OLD; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.seal_id IS NULL AND to_jsonb(NEW) - 'seal_id' = to_jsonb(OLD) - 'seal_id' THEN RETURN NEW; END IF;
    IF purging AND to_jsonb(NEW) - '{before,after,image_digest,purged_by}'::text[] = to_jsonb(OLD) - '{before,after,image_digest,purged_by}'::text[]
      THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
DROP TRIGGER "access_log_append_only" ON "access_log";
CREATE TRIGGER "access_log_append_only" BEFORE UPDATE OR DELETE ON "access_log" FOR EACH ROW EXECUTE FUNCTION "guard_log"();
CREATE TRIGGER "change_log_append_only" BEFORE UPDATE OR DELETE ON "change_log" FOR EACH ROW EXECUTE FUNCTION "guard_log"();

CREATE FUNCTION "guard_seal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND coalesce(current_setting('lang_nghe.purge', true), '') <> '' AND to_jsonb(NEW) - 'purged_by' = to_jsonb(OLD) - 'purged_by'
    THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "audit_seal_append_only" BEFORE UPDATE OR DELETE ON "audit_seal" FOR EACH ROW EXECUTE FUNCTION "guard_seal"();
CREATE TRIGGER "purge_proof_append_only" BEFORE UPDATE OR DELETE ON "purge_proof" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- ---------------------------------------------------------------------------
-- Digests, one definition for sealing and for verifying. jsonb text is canonical; times as epoch, free of the session's zone.
CREATE FUNCTION "image_digest"(before jsonb, after jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(before, after)::text, 'UTF8'))
$$;
CREATE FUNCTION "row_digest"(r access_log) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array('access', r.id, extract(epoch FROM r.at), r.staff_id, r.action, r.subject, r.subject_id, r.reason)::text, 'UTF8'))
$$;
CREATE FUNCTION "row_digest"(r change_log) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array('change', r.id, extract(epoch FROM r.at), r.actor, r.table_name, r.row_id, r.operation)::text, 'UTF8')
    || coalesce(r.image_digest, image_digest(r.before, r.after)))
$$;
