-- Staff link their own Zalo or Messenger account: a code shown at the desk, sent from their own phone.

-- CreateTable
CREATE TABLE "channel_link_code" (
    "code_hash" BYTEA NOT NULL,
    "channel" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by_hash" BYTEA,

    CONSTRAINT "channel_link_code_pkey" PRIMARY KEY ("code_hash")
);

-- CreateTable
CREATE TABLE "staff_channel" (
    "staff_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "address_enc" BYTEA NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_channel_pkey" PRIMARY KEY ("staff_id","channel")
);

-- AddForeignKey
ALTER TABLE "channel_link_code" ADD CONSTRAINT "channel_link_code_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_channel" ADD CONSTRAINT "staff_channel_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
