DROP INDEX tutor_links_ending;
DROP INDEX mails_link_ending_once;
DELETE FROM mails WHERE kind IN ('mock_exam_invitation', 'link_ending');
ALTER TABLE mails
    DROP CONSTRAINT mails_kind,
    ADD CONSTRAINT mails_kind CHECK (kind IN (
        'digest', 'invitation', 'password_reset', 'password_changed', 'password_disabled', 'sign_in_elsewhere', 'sign_in_locked', 'link'
    ));
COMMENT ON COLUMN mails.tutor_id IS 'Company tutor it is for, when it is a link; the address is read when it is sent.';
COMMENT ON COLUMN mails.kind IS 'What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked; or link.';
