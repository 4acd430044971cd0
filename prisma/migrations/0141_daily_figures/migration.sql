-- Daily roll-ups: each dimension's counts of each day, so that a report over years adds up days instead of reading cases.

-- CreateTable
CREATE TABLE "case_day" (
    "day" DATE NOT NULL,
    "dimension" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "cases" INTEGER NOT NULL,
    "children" INTEGER NOT NULL,
    "rules" TEXT NOT NULL,

    CONSTRAINT "case_day_pkey" PRIMARY KEY ("dimension","day","code")
);

-- CreateTable
CREATE TABLE "case_day_stale" (
    "day" DATE NOT NULL,

    CONSTRAINT "case_day_stale_pkey" PRIMARY KEY ("day")
);

-- ---------------------------------------------------------------------------
-- What schema.prisma cannot say.

-- A day whose facts change is counted again. `do update` takes the row's lock until the writer commits: whoever counts the
-- day skips it till then, so that no change is missed.
CREATE FUNCTION "mark_case_day"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO case_day_stale (day) SELECT DISTINCT day FROM changed ORDER BY 1
    ON CONFLICT (day) DO UPDATE SET day = excluded.day;
  RETURN NULL;
END $$;
CREATE TRIGGER "case_fact_added" AFTER INSERT ON "case_fact" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "mark_case_day"();
CREATE TRIGGER "case_fact_removed" AFTER DELETE ON "case_fact" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "mark_case_day"();
CREATE TRIGGER "case_fact_was" AFTER UPDATE ON "case_fact" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "mark_case_day"();
CREATE TRIGGER "case_fact_is" AFTER UPDATE ON "case_fact" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "mark_case_day"();

INSERT INTO "case_day_stale" ("day") SELECT DISTINCT "day" FROM "case_fact";
