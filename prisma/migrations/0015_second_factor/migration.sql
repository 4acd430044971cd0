-- A second factor for sign-in: a time code from a phone, and recovery codes for the day the phone is lost.

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "totp_enc" BYTEA,
ADD COLUMN     "totp_last_step" INTEGER,
ADD COLUMN     "totp_on" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "recovery_code" (
    "staff_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("staff_id","code_hash")
);

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
