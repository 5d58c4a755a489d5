-- A link goes straight to its tutor, who has no account: a mail is for a person who signs in, or for a tutor.
ALTER TABLE mails
    ALTER COLUMN account_id DROP NOT NULL,
    ADD COLUMN tutor_id uuid,
    ADD CONSTRAINT mails_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    ADD CONSTRAINT mails_one_reader CHECK (num_nonnulls(account_id, tutor_id) = 1),
    ADD CONSTRAINT mails_tutor_of_a_site CHECK (tutor_id IS NULL OR site_id IS NOT NULL),
    DROP CONSTRAINT mails_kind,
    ADD CONSTRAINT mails_kind CHECK (kind IN (
        'digest', 'invitation', 'password_reset', 'password_changed', 'password_disabled', 'sign_in_elsewhere', 'sign_in_locked', 'link'
    ));
COMMENT ON COLUMN mails.account_id IS 'Person it is for; the address is read when it is sent.';
COMMENT ON COLUMN mails.tutor_id IS 'Company tutor it is for, when it is a link; the address is read when it is sent.';
COMMENT ON COLUMN mails.kind IS 'What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked; or link.';
COMMENT ON COLUMN mails.body IS 'Text, forgotten once sent or superseded; sealed when it may hold a secret.';
CREATE INDEX mails_by_tutor ON mails (tutor_id) WHERE tutor_id IS NOT NULL;
