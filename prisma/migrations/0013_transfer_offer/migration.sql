-- A warm transfer: offered to a colleague, who takes it or not; meanwhile the owner keeps it.

-- CreateTable
CREATE TABLE "transfer_offer" (
    "conversation_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfer_offer_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateIndex
CREATE INDEX "transfer_offer_to_id_idx" ON "transfer_offer"("to_id");

-- AddForeignKey
ALTER TABLE "transfer_offer" ADD CONSTRAINT "transfer_offer_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_offer" ADD CONSTRAINT "transfer_offer_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
