-- E-mails and addresses of those who try to sign in were counted under a plain hash, which a list of e-mails undoes. They
-- are keyed from here on (staff/signInLimits.ts); what was counted before goes, since SQL cannot key it.
DELETE FROM "sign_in_try" WHERE "key" NOT LIKE 'return-%';
