DELETE FROM mails WHERE kind = 'cover_ending';
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'mails_kind' AND conrelid = 'mails'::regclass;
    ALTER TABLE mails DROP CONSTRAINT mails_kind;
    EXECUTE 'ALTER TABLE mails ADD CONSTRAINT mails_kind ' || replace(known, ', ''cover_ending''::text', '');
END $$;
DROP INDEX mails_cover_ending_once;
ALTER TABLE mails DROP CONSTRAINT mails_guardian_of_an_apprentice, DROP COLUMN guardian_id;
COMMENT ON COLUMN mails.apprentice_id IS 'Apprentice it is for: the link of their survey, and its reminders; the address is read when it is sent.';
COMMENT ON COLUMN mails.kind IS 'What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked; or for a tutor: link, mock_exam_invitation, mock_exam_reminder, link_ending.';
