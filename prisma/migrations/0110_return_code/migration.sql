-- The way back into a web chat from another device: one code a visitor, only its keyed hash, for thirty days.

-- CreateTable
CREATE TABLE "return_code" (
    "person_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "return_code_pkey" PRIMARY KEY ("person_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "return_code_code_hash_key" ON "return_code"("code_hash");

-- AddForeignKey
ALTER TABLE "return_code" ADD CONSTRAINT "return_code_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
