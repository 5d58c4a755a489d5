DELETE FROM mails WHERE kind <> 'digest';
DROP INDEX mails_once_a_day;
ALTER TABLE mails
    DROP CONSTRAINT mails_digest_of_a_site,
    DROP CONSTRAINT mails_kind,
    ADD CONSTRAINT mails_kind CHECK (kind IN ('digest')),
    ADD CONSTRAINT mails_once_a_day UNIQUE (account_id, kind, about_on),
    ALTER COLUMN site_id SET NOT NULL;
COMMENT ON COLUMN mails.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN mails.kind IS 'What it is: digest.';
