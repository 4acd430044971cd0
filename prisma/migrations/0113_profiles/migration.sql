-- Whose display name was asked for at the platform: once, soon after the first contact.
CREATE TABLE "profile_asked" (
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "profile_asked_pkey" PRIMARY KEY ("person_id")
);

-- AddForeignKey
ALTER TABLE "profile_asked" ADD CONSTRAINT "profile_asked_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateIndex: who came lately, at next to no cost for who comes.
CREATE INDEX "person_created_at_idx" ON "person" USING BRIN ("created_at");
