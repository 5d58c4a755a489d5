-- Tutors are mailed their invitations to mock exams, and told once before a link of theirs ends.
ALTER TABLE mails
    DROP CONSTRAINT mails_kind,
    ADD CONSTRAINT mails_kind CHECK (kind IN (
        'digest', 'invitation', 'password_reset', 'password_changed', 'password_disabled', 'sign_in_elsewhere', 'sign_in_locked', 'link',
        'mock_exam_invitation', 'link_ending'
    ));
COMMENT ON COLUMN mails.tutor_id IS 'Company tutor it is for: a link, an invitation to a mock exam, the end of a link; the address is read when it is sent.';
COMMENT ON COLUMN mails.kind IS 'What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked; or for a tutor: link, mock_exam_invitation, link_ending.';
CREATE UNIQUE INDEX mails_link_ending_once ON mails (tutor_id, about_on) WHERE kind = 'link_ending';
CREATE INDEX tutor_links_ending ON tutor_links (expires_on) WHERE revoked_at IS NULL;
