-- Harm by a member of staff reaches an independent focal person and nobody else (dialog 11; peers.md, safeguarding of
-- staff). Who that is, the Centre decides; until it has, the head is.
CREATE TABLE "focal_person" (
    "staff_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "focal_person_pkey" PRIMARY KEY ("staff_id"),
    CONSTRAINT "focal_person_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
SELECT watch_changes('focal_person', keys => '{staff_id}');

-- Conversations that only the focal persons see.
CREATE TABLE "focal_talk" (
    "conversation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "focal_talk_pkey" PRIMARY KEY ("conversation_id"),
    CONSTRAINT "focal_talk_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
SELECT watch_changes('focal_talk', keys => '{conversation_id}');
