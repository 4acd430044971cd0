-- An old case that is nobody's matter any more is opened for a reason, for some hours, by a line that stays.
CREATE TABLE "reach_grant" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reach_grant_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reach_grant_case_id_staff_id_idx" ON "reach_grant"("case_id", "staff_id");

-- AddForeignKey
ALTER TABLE "reach_grant" ADD CONSTRAINT "reach_grant_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reach_grant" ADD CONSTRAINT "reach_grant_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT watch_changes('reach_grant');
