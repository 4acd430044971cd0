-- Webhook calls turned away, counted over all processes by the hour.
CREATE TABLE "channel_refusal" (
    "channel" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "channel_refusal_pkey" PRIMARY KEY ("channel","reason","hour")
);
