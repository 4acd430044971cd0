-- What was erased stays erased: platforms repeat events, a spool replays them, and after an outage talks are fetched again.
-- Keyed hashes only (safeguards/retention/tombstones.ts). An event that was erased is a repeat for ever after; words of an
-- erased person that come by a late way (spool, recovery) count only if they were said after the erasure.

-- CreateTable
CREATE TABLE "erased_person" (
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "external_hash" BYTEA NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erased_person_pkey" PRIMARY KEY ("channel","account","external_hash")
);

-- CreateTable
CREATE TABLE "erased_event" (
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "event_hash" BYTEA NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erased_event_pkey" PRIMARY KEY ("channel","account","event_hash")
);

-- p_late_at: when it was said, for what comes by a late way; null: it came as it happened. Some platforms write whole
-- seconds: within the second of the erasure it is heard, since unheard words are worse than words heard twice.
CREATE FUNCTION "was_erased"(p_channel text, p_account text, p_external_hash bytea, p_event_hash bytea, p_late_at timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT exists (SELECT 1 FROM erased_event WHERE channel = p_channel AND account = p_account AND event_hash = p_event_hash)
      OR exists (SELECT 1 FROM erased_person WHERE channel = p_channel AND account = p_account AND external_hash = p_external_hash
                 AND p_late_at < date_trunc('second', erased_at))
$$;

-- receive_message as before (0001), which now also knows what was erased. outcome: stored | repeat | erased
DROP FUNCTION "receive_message"(uuid, uuid, uuid, text, text, text, text, text, bytea, timestamptz);
CREATE FUNCTION "receive_message"(
  p_person uuid, p_new_conversation uuid, p_message uuid, p_channel text, p_account text, p_event_key text,
  p_provider_message_id text, p_kind text, p_content bytea, p_said_at timestamptz, p_event_hash bytea DEFAULT NULL, p_late boolean DEFAULT false,
  OUT r_conversation uuid, OUT r_seq int, OUT r_outcome text
) LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
BEGIN
  r_outcome := 'repeat';
  PERFORM 1 FROM message WHERE channel = p_channel AND account = p_account AND event_key = p_event_key;
  IF FOUND THEN RETURN; END IF;

  -- After the look for a repeat: an erasure deletes and remembers in one transaction, so one of the two sees it.
  r_outcome := 'erased';
  IF was_erased(p_channel, p_account, CASE WHEN p_late THEN (SELECT external_hash FROM person WHERE id = p_person) END,
                p_event_hash, CASE WHEN p_late THEN p_said_at END) THEN RETURN; END IF;

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
