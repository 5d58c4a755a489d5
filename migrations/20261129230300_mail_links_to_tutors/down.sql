DELETE FROM mails WHERE kind = 'link';
ALTER TABLE mails
    DROP COLUMN tutor_id,
    ALTER COLUMN account_id SET NOT NULL,
    DROP CONSTRAINT mails_kind,
    ADD CONSTRAINT mails_kind CHECK (kind IN (
        'digest', 'invitation', 'password_reset', 'password_changed', 'password_disabled', 'sign_in_elsewhere', 'sign_in_locked'
    ));
COMMENT ON COLUMN mails.account_id IS 'Whom it is for; the address is read when it is sent.';
COMMENT ON COLUMN mails.kind IS 'What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked.';
COMMENT ON COLUMN mails.body IS 'Text, forgotten once sent or superseded.';
