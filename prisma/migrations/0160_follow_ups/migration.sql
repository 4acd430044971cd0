-- Follow-ups that the machine sent, of the last days: whether the platform took them is looked at every minute.
CREATE INDEX "case_event_followed_up_idx" ON "case_event" ("at") WHERE "kind" IN ('followed-up.day', 'followed-up.week');
