-- Until when each platform's messages are known to be here: what came while the service was away is fetched from there on.
CREATE TABLE "channel_recovery" (
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "up_to" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leased_until" TIMESTAMPTZ(3),
    "recovered_at" TIMESTAMPTZ(3),
    "recovered" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "channel_recovery_pkey" PRIMARY KEY ("channel","account")
);
