-- Mails about an account go to administrators too, who belong to no site, and as often as something happens.
ALTER TABLE mails
    ALTER COLUMN site_id DROP NOT NULL,
    DROP CONSTRAINT mails_once_a_day,
    DROP CONSTRAINT mails_kind,
    ADD CONSTRAINT mails_kind CHECK (kind IN (
        'digest', 'invitation', 'password_reset', 'password_changed', 'password_disabled', 'sign_in_elsewhere', 'sign_in_locked'
    )),
    ADD CONSTRAINT mails_digest_of_a_site CHECK (kind <> 'digest' OR site_id IS NOT NULL);
CREATE UNIQUE INDEX mails_once_a_day ON mails (account_id, kind, about_on) WHERE kind IN ('digest', 'sign_in_locked');
COMMENT ON COLUMN mails.site_id IS 'Site that owns the row; none for a mail about the account of somebody who belongs to none.';
COMMENT ON COLUMN mails.kind IS 'What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked.';
