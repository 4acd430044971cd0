-- When the platform was last told that this member of staff is writing, and in which talk: of several processes one tells it.
ALTER TABLE "staff_presence"
  ADD COLUMN "shown_in" UUID,
  ADD COLUMN "shown_at" TIMESTAMPTZ(3);
