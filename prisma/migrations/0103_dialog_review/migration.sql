-- Who of the Centre has read which version of a dialog, and when. Only added to.
CREATE TABLE "dialog_review" (
    "id" UUID NOT NULL,
    "dialog" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "dialog_review_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "dialog_review_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "dialog_review_dialog_at_idx" ON "dialog_review"("dialog", "at" DESC);
SELECT watch_changes('dialog_review');
