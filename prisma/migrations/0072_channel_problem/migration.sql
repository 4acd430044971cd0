-- What is wrong with a channel, once for all processes: whoever writes the row calls the administrators.

-- CreateTable
CREATE TABLE "channel_problem" (
    "channel" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_problem_pkey" PRIMARY KEY ("channel","problem")
);
