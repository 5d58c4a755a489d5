ALTER TABLE accounts
    DROP COLUMN digest_quiet_to,
    DROP COLUMN digest_quiet_from,
    DROP COLUMN digest_quiet_weekdays,
    DROP COLUMN digest_enabled;
DROP TABLE digest_days;
DROP TABLE mails;
