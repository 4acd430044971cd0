-- When the withdrawal reached us, by our own clock: what came after it is not what it is about.
ALTER TABLE "withdrawal" ADD COLUMN "begun_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
