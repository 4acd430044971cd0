-- How people felt when a human had closed the talk, in three faces: a figure, cut loose from the talk and its counsellor.
CREATE TABLE "feedback" (
    "id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "urgency" "urgency" NOT NULL,
    "face" TEXT NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "feedback_face_check" CHECK ("face" IN ('better', 'same', 'worse'))
);
CREATE INDEX "feedback_day_idx" ON "feedback"("day");
