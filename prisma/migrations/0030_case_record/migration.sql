-- Case records: parts and answers with their history, flow, clocks, tasks, referrals, papers, and what statistics need of them.

-- AlterTable
ALTER TABLE "case_record" ADD COLUMN     "clocks_version" INTEGER NOT NULL DEFAULT -1,
ADD COLUMN     "closing_by" UUID,
ADD COLUMN     "facts_version" INTEGER NOT NULL DEFAULT -1,
ADD COLUMN     "outcome" TEXT;

-- CreateTable
CREATE TABLE "case_part" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by" UUID,

    CONSTRAINT "case_part_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_field" (
    "part_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "value_enc" BYTEA,
    "version" INTEGER NOT NULL DEFAULT 1,
    "source" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "case_field_pkey" PRIMARY KEY ("part_id","name")
);

-- CreateTable
CREATE TABLE "case_field_version" (
    "part_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "value_enc" BYTEA,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" UUID,

    CONSTRAINT "case_field_version_pkey" PRIMARY KEY ("part_id","name","version")
);

-- CreateTable
CREATE TABLE "case_index" (
    "part_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "case_id" UUID NOT NULL,

    CONSTRAINT "case_index_pkey" PRIMARY KEY ("part_id","field","kind")
);

-- CreateTable
CREATE TABLE "case_link" (
    "case_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" UUID NOT NULL,

    CONSTRAINT "case_link_pkey" PRIMARY KEY ("case_id","other_id")
);

-- CreateTable
CREATE TABLE "case_event" (
    "id" BIGSERIAL NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_clock" (
    "case_id" UUID NOT NULL,
    "clock" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "warn_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "warned_at" TIMESTAMPTZ(3),
    "missed_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_clock_pkey" PRIMARY KEY ("case_id","clock")
);

-- CreateTable
CREATE TABLE "case_task" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text_enc" BYTEA,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "done_at" TIMESTAMPTZ(3),
    "done_by" UUID,

    CONSTRAINT "case_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referral" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "body_kind" TEXT NOT NULL,
    "service_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "ground" TEXT,
    "ground_enc" BYTEA,
    "chosen" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sent_enc" BYTEA,
    "reason" TEXT,
    "reason_enc" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "referral_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referral_contact" (
    "id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" UUID NOT NULL,
    "via" TEXT NOT NULL,
    "text_enc" BYTEA NOT NULL,

    CONSTRAINT "referral_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_document" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "referral_id" UUID,
    "kind" TEXT NOT NULL,
    "title_enc" BYTEA NOT NULL,
    "content_enc" BYTEA NOT NULL,
    "mime" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_by" UUID NOT NULL,
    "number" INTEGER,
    "year" INTEGER,
    "signed_at" TIMESTAMPTZ(3),
    "signed_by" UUID,

    CONSTRAINT "case_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_number" (
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "document_number_pkey" PRIMARY KEY ("kind","year")
);

-- CreateTable
CREATE TABLE "service" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "commune_code" TEXT,
    "name" TEXT NOT NULL,
    "contact" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "verified_on" DATE,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_fact" (
    "case_id" UUID NOT NULL,
    "child" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "urgency" "urgency" NOT NULL,
    "category" TEXT NOT NULL,
    "categories" TEXT[],
    "reporter" TEXT NOT NULL,
    "commune" TEXT NOT NULL,
    "sex" TEXT NOT NULL,
    "age_band" TEXT NOT NULL,
    "ethnicity" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "groups" TEXT[],
    "outcome" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "kept" TEXT[],
    "missed" TEXT[],
    "referred" TEXT[],
    "closed_day" DATE,

    CONSTRAINT "case_fact_pkey" PRIMARY KEY ("case_id","child")
);

-- CreateTable
CREATE TABLE "contact_fact" (
    "conversation_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "urgency" "urgency" NOT NULL,
    "category" TEXT NOT NULL,
    "reporter" TEXT NOT NULL,
    "night" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "counselled" BOOLEAN NOT NULL,
    "abandoned" BOOLEAN NOT NULL,
    "in_target" BOOLEAN,
    "wait_seconds" INTEGER,
    "messages" INTEGER NOT NULL,

    CONSTRAINT "contact_fact_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateIndex
CREATE INDEX "case_part_case_id_idx" ON "case_part"("case_id");

-- CreateIndex
CREATE INDEX "case_index_hash_idx" ON "case_index"("hash");

-- CreateIndex
CREATE INDEX "case_index_case_id_idx" ON "case_index"("case_id");

-- CreateIndex
CREATE INDEX "case_event_case_id_idx" ON "case_event"("case_id");

-- CreateIndex
CREATE INDEX "case_task_case_id_idx" ON "case_task"("case_id");

-- CreateIndex
CREATE INDEX "referral_case_id_idx" ON "referral"("case_id");

-- CreateIndex
CREATE INDEX "referral_contact_referral_id_idx" ON "referral_contact"("referral_id");

-- CreateIndex
CREATE INDEX "case_document_case_id_idx" ON "case_document"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_document_kind_year_number_key" ON "case_document"("kind", "year", "number");

-- CreateIndex
CREATE INDEX "service_kind_commune_code_idx" ON "service"("kind", "commune_code");

-- CreateIndex
CREATE INDEX "case_fact_day_idx" ON "case_fact"("day");

-- CreateIndex
CREATE INDEX "contact_fact_day_idx" ON "contact_fact"("day");

-- AddForeignKey
ALTER TABLE "case_part" ADD CONSTRAINT "case_part_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_field" ADD CONSTRAINT "case_field_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "case_part"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_clock" ADD CONSTRAINT "case_clock_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral_contact" ADD CONSTRAINT "referral_contact_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referral"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_document" ADD CONSTRAINT "case_document_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.

-- History and events are append-only, also for this service's own mistakes; only a purge may delete.
CREATE FUNCTION "guard_history"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND coalesce(current_setting('lang_nghe.purge', true), '') <> '' THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "case_field_version_append_only" BEFORE UPDATE OR DELETE ON "case_field_version"
  FOR EACH ROW EXECUTE FUNCTION "guard_history"();
CREATE TRIGGER "case_event_append_only" BEFORE UPDATE OR DELETE ON "case_event"
  FOR EACH ROW EXECUTE FUNCTION "guard_history"();

-- The change log watches what has no history of its own. Bookkeeping of clocks and statistics is not a change.
DROP TRIGGER "case_record_log_update" ON "case_record";
DROP TRIGGER "case_record_log_change" ON "case_record";
SELECT watch_changes('case_record', unwatched => '{version,clocks_version,facts_version}');
SELECT watch_changes('case_part');
SELECT watch_changes('case_link', keys => '{case_id,other_id}');
SELECT watch_changes('case_task');
SELECT watch_changes('referral', secrets => '{sent_enc}', unwatched => '{version}');
SELECT watch_changes('case_document', secrets => '{content_enc}');
SELECT watch_changes('service');

-- Nothing leaves without a ground: the database's own word on it.
ALTER TABLE "referral" ADD CONSTRAINT "referral_ground_before_sending" CHECK ("state" = 'draft' OR "ground" IS NOT NULL);

-- The sweep's work: cases whose clocks or statistics are older than they are.
CREATE INDEX "case_record_clocks_stale_idx" ON "case_record" ("id") WHERE "clocks_version" <> "version";
CREATE INDEX "case_record_facts_stale_idx" ON "case_record" ("id") WHERE "facts_version" <> "version";
-- Clocks that still run, by the moment somebody must hear of them.
CREATE INDEX "case_clock_running_idx" ON "case_clock" ("warn_at") WHERE "stopped_at" IS NULL;
CREATE INDEX "case_task_open_idx" ON "case_task" ("due_at") WHERE "done_at" IS NULL;
-- The list of open cases, and the newest closed.
CREATE INDEX "case_record_open_idx" ON "case_record" ("urgency" DESC, "clock_due_at") WHERE "state" <> 'closed';
CREATE INDEX "case_record_opened_idx" ON "case_record" ("opened_at" DESC, "id");
