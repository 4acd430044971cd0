-- How many children the case has: only cases of several have to be told apart when cases are counted by what children differ in.
ALTER TABLE "case_fact" ADD COLUMN "children" INTEGER NOT NULL DEFAULT 1;
