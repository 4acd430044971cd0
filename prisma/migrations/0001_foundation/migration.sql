
-- CreateEnum
CREATE TYPE "urgency" AS ENUM ('info', 'low', 'medium', 'high', 'emergency');

-- CreateEnum
CREATE TYPE "owner_kind" AS ENUM ('bot', 'queue', 'staff');

-- CreateTable
CREATE TABLE "centre" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "settings" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "centre_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_key" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "wrapped" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "external_hash" BYTEA NOT NULL,
    "external_enc" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'vi',
    "name_enc" BYTEA,
    "blocked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "owner_kind" "owner_kind" NOT NULL DEFAULT 'bot',
    "owner_id" UUID,
    "owner_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "urgency" "urgency" NOT NULL DEFAULT 'info',
    "urgency_set_by" UUID,
    "judged_up_to_seq" INTEGER NOT NULL DEFAULT 0,
    "review" BOOLEAN NOT NULL DEFAULT false,
    "categories" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "reporter" TEXT NOT NULL DEFAULT 'unknown',
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "waiting_since" TIMESTAMPTZ(3),
    "first_inbound_at" TIMESTAMPTZ(3),
    "last_inbound_at" TIMESTAMPTZ(3),
    "last_outbound_at" TIMESTAMPTZ(3),
    "session_enc" BYTEA,
    "case_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "close_reason" TEXT,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "direction" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "staff_id" UUID,
    "kind" TEXT NOT NULL DEFAULT 'text',
    "content_enc" BYTEA NOT NULL,
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "event_key" TEXT,
    "provider_message_id" TEXT,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "status" TEXT,
    "status_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "unsent_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lane" (
    "conversation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "urgency" "urgency" NOT NULL DEFAULT 'info',
    "due_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "reason" TEXT,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("conversation_id","kind")
);

-- CreateTable
CREATE TABLE "outbox" (
    "message_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "urgency" "urgency" NOT NULL DEFAULT 'info',
    "state" TEXT NOT NULL DEFAULT 'queued',
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "channel_event" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "event_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "body_enc" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_token" (
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "access_enc" BYTEA NOT NULL,
    "refresh_enc" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_token_pkey" PRIMARY KEY ("channel","account")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "cue" TEXT NOT NULL,
    "level" "urgency" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "urgency_change" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "from" "urgency" NOT NULL,
    "to" "urgency" NOT NULL,
    "staff_id" UUID,
    "reason_enc" BYTEA,
    "cues" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "triage_version" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "urgency_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_record" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',
    "urgency" "urgency" NOT NULL,
    "categories" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "key_id" UUID NOT NULL,
    "opened_by" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_inbound_at" TIMESTAMPTZ(3) NOT NULL,
    "clock_due_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "case_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "text_enc" BYTEA NOT NULL,
    "client_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "conversation_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "text_enc" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("conversation_id","staff_id")
);

-- CreateTable
CREATE TABLE "alarm" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "level" "urgency" NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "step" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" UUID,

    CONSTRAINT "alarm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'vi',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "token_hash" BYTEA NOT NULL,
    "staff_id" UUID NOT NULL,
    "csrf_token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "access_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "staff_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "access_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_channel_account_external_hash_key" ON "person"("channel", "account", "external_hash");

-- CreateIndex
CREATE INDEX "conversation_person_id_idx" ON "conversation"("person_id");

-- CreateIndex
CREATE INDEX "conversation_case_id_idx" ON "conversation"("case_id");

-- CreateIndex
CREATE INDEX "message_channel_account_provider_message_id_idx" ON "message"("channel", "account", "provider_message_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_conversation_id_seq_key" ON "message"("conversation_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "message_channel_account_event_key_key" ON "message"("channel", "account", "event_key");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_conversation_id_seq_key" ON "outbox"("conversation_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "channel_event_channel_account_event_key_key" ON "channel_event"("channel", "account", "event_key");

-- CreateIndex
CREATE INDEX "evidence_conversation_id_idx" ON "evidence"("conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_message_id_start_end_cue_key" ON "evidence"("message_id", "start", "end", "cue");

-- CreateIndex
CREATE INDEX "urgency_change_conversation_id_idx" ON "urgency_change"("conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_record_number_key" ON "case_record"("number");

-- CreateIndex
CREATE UNIQUE INDEX "note_client_id_key" ON "note"("client_id");

-- CreateIndex
CREATE INDEX "note_conversation_id_idx" ON "note"("conversation_id");

-- CreateIndex
CREATE INDEX "alarm_conversation_id_idx" ON "alarm"("conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");

-- CreateIndex
CREATE INDEX "access_log_subject_subject_id_idx" ON "access_log"("subject", "subject_id");

-- CreateIndex
CREATE INDEX "access_log_staff_id_at_idx" ON "access_log"("staff_id", "at");

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "urgency_change" ADD CONSTRAINT "urgency_change_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "urgency_change" ADD CONSTRAINT "urgency_change_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.

-- A person has at most one open conversation: parallel first messages meet here (chatwoot#14058).
CREATE UNIQUE INDEX "conversation_one_open_key" ON "conversation" ("person_id") WHERE "state" = 'open';

-- The desk's queue: urgency, then waiting time.
CREATE INDEX "conversation_queue_idx" ON "conversation" ("urgency" DESC, "waiting_since") WHERE "state" = 'open';

-- A turn reads the open inbound messages of one conversation in order.
CREATE INDEX "message_open_inbound_idx" ON "message" ("conversation_id", "seq") WHERE "direction" = 'in' AND "done_at" IS NULL;

-- Workers take the most urgent due lane.
CREATE INDEX "lane_due_idx" ON "lane" ("urgency" DESC, "due_at") WHERE "due_at" IS NOT NULL;

-- Alarms not yet acknowledged: the ladder and the monitor.
CREATE INDEX "alarm_open_idx" ON "alarm" ("due_at") WHERE "acknowledged_at" IS NULL;

ALTER TABLE "conversation" ADD CONSTRAINT "conversation_state_check" CHECK ("state" IN ('open', 'closed'));
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_owner_check" CHECK (("owner_kind" = 'staff') = ("owner_id" IS NOT NULL));
ALTER TABLE "message" ADD CONSTRAINT "message_direction_check" CHECK ("direction" IN ('in', 'out'));
ALTER TABLE "message" ADD CONSTRAINT "message_status_check" CHECK (("direction" = 'out') = ("status" IS NOT NULL));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_state_check" CHECK ("state" IN ('queued', 'sending'));
ALTER TABLE "staff" ADD CONSTRAINT "staff_role_check" CHECK ("role" IN ('counsellor', 'supervisor', 'head', 'administrator', 'analyst'));

-- Case numbers count from one, the year stands in front (src/cases/openCase.ts).
CREATE SEQUENCE "case_number_seq";

-- The access log is append-only, also for this service's own mistakes.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "access_log_append_only" BEFORE UPDATE OR DELETE ON "access_log"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Many short updates to few rows: leave room on the page so that they stay there (HOT).
ALTER TABLE "lane" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "outbox" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "conversation" SET (fillfactor = 80);

-- ---------------------------------------------------------------------------
-- receive_message: one inbound message, in one round trip and one short transaction (src/conversation/receive.ts).
-- Lock order is lane, then conversation, everywhere: a turn takes its lane first. A turn holds the lane for
-- milliseconds. If it ever takes longer than a second, the caller spools the message and answers the platform.
-- outcome: stored | repeat
CREATE FUNCTION "receive_message"(
  p_person uuid, p_new_conversation uuid, p_message uuid, p_channel text, p_account text, p_event_key text,
  p_provider_message_id text, p_kind text, p_content bytea, p_said_at timestamptz,
  OUT r_conversation uuid, OUT r_seq int, OUT r_outcome text
) LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
BEGIN
  r_outcome := 'repeat';
  PERFORM 1 FROM message WHERE channel = p_channel AND account = p_account AND event_key = p_event_key;
  IF FOUND THEN RETURN; END IF;

  LOOP
    SELECT id INTO r_conversation FROM conversation WHERE person_id = p_person AND state = 'open';
    IF FOUND THEN
      -- A lane that backs off after an error keeps its time: nothing overtakes.
      UPDATE lane SET due_at = CASE WHEN attempts = 0 THEN least(coalesce(due_at, now()), now()) ELSE coalesce(due_at, now()) END
        WHERE conversation_id = r_conversation AND kind = 'turn';
      UPDATE conversation SET last_seq = last_seq + 1, last_inbound_at = now(),
             first_inbound_at = coalesce(first_inbound_at, now())
        WHERE id = r_conversation AND state = 'open' RETURNING last_seq INTO r_seq;
      EXIT WHEN FOUND;
      CONTINUE; -- closed in between
    END IF;
    INSERT INTO conversation (id, person_id, channel, last_seq, first_inbound_at, last_inbound_at)
      VALUES (p_new_conversation, p_person, p_channel, 1, now(), now())
      ON CONFLICT (person_id) WHERE state = 'open' DO NOTHING;
    IF FOUND THEN
      r_conversation := p_new_conversation;
      r_seq := 1;
      INSERT INTO lane (conversation_id, kind, due_at) VALUES (r_conversation, 'turn', now());
      EXIT;
    END IF;
  END LOOP;

  -- Two deliveries of one event at once: the unique key refuses the second, which undoes all of the above.
  INSERT INTO message (id, conversation_id, seq, direction, author, kind, content_enc, channel, account, event_key, provider_message_id, said_at)
    VALUES (p_message, r_conversation, r_seq, 'in', 'person', p_kind, p_content, p_channel, p_account, p_event_key, p_provider_message_id, p_said_at);
  r_outcome := 'stored';
END $$;
