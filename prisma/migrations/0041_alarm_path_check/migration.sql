-- Paths that can be tried without calling anybody are tried every minute: a broken one is seen by day, not at night.

-- CreateTable
CREATE TABLE "alarm_path" (
    "path" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "failing_since" TIMESTAMPTZ(3),
    "code" TEXT,

    CONSTRAINT "alarm_path_pkey" PRIMARY KEY ("path")
);
