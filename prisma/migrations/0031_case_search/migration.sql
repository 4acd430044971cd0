-- Searching and counting by place and kind: the newest first.
CREATE INDEX "case_fact_commune_day_idx" ON "case_fact"("commune", "day" DESC);
CREATE INDEX "case_fact_category_day_idx" ON "case_fact"("category", "day" DESC);
