-- Apprentices are told that their right to follow the courses after a rupture ends; the guardians of minors too.
ALTER TABLE mails
    ADD COLUMN guardian_id uuid,
    ADD CONSTRAINT mails_guardian_of_an_apprentice CHECK (guardian_id IS NULL OR apprentice_id IS NOT NULL);
COMMENT ON COLUMN mails.guardian_id IS 'Guardian of the apprentice whom it is for instead of them, as long as they are one; the address is read when it is sent.';
COMMENT ON COLUMN mails.apprentice_id IS 'Apprentice it is for: the link of their survey, and its reminders, the end of their right to stay; the address is read when it is sent.';
COMMENT ON COLUMN mails.kind IS 'What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked; or for a tutor: link, mock_exam_invitation, mock_exam_reminder, link_ending; or for an apprentice: outcome_survey, cover_ending.';
CREATE UNIQUE INDEX mails_cover_ending_once
    ON mails (coalesce(guardian_id, apprentice_id, account_id), coalesce(apprentice_id, account_id), about_on) WHERE kind = 'cover_ending';

-- what a mail is grows by one kind, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'mails_kind' AND conrelid = 'mails'::regclass;
    ALTER TABLE mails DROP CONSTRAINT mails_kind;
    EXECUTE 'ALTER TABLE mails ADD CONSTRAINT mails_kind ' || replace(known, '])', ', ''cover_ending''::text])');
END $$;
