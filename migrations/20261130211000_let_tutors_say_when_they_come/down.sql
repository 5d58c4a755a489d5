DELETE FROM mails WHERE kind = 'mock_exam_reminder';
DELETE FROM withdrawals WHERE kind = 'invitation_attendance';
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'mails_kind' AND conrelid = 'mails'::regclass;
    ALTER TABLE mails DROP CONSTRAINT mails_kind;
    EXECUTE 'ALTER TABLE mails ADD CONSTRAINT mails_kind ' || replace(known, ', ''mock_exam_reminder''::text', '');
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''invitation_attendance''::text', '');
END $$;
COMMENT ON COLUMN mails.kind IS 'What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked; or for a tutor: link, mock_exam_invitation, link_ending.';
DROP INDEX mock_exam_invitations_silent;
UPDATE mock_exam_invitations SET answer = 'pending', answered_at = NULL, comes_on = NULL, half_day = NULL, sitting_slot_id = NULL
WHERE answer = 'maybe';
ALTER TABLE mock_exam_invitations
    DROP CONSTRAINT mock_exam_invitations_answer,
    DROP CONSTRAINT mock_exam_invitations_half_day,
    DROP CONSTRAINT mock_exam_invitations_when,
    DROP CONSTRAINT mock_exam_invitations_comes,
    DROP CONSTRAINT mock_exam_invitations_attendance,
    DROP CONSTRAINT mock_exam_invitations_attended,
    DROP CONSTRAINT mock_exam_invitations_replaced,
    ADD CONSTRAINT mock_exam_invitations_answer CHECK (answer IN ('pending', 'accepted', 'declined')),
    DROP COLUMN comes_on,
    DROP COLUMN half_day,
    DROP COLUMN sitting_slot_id,
    DROP COLUMN comment,
    DROP COLUMN reminded_on,
    DROP COLUMN attendance,
    DROP COLUMN replaced_by,
    DROP COLUMN attendance_at;
COMMENT ON COLUMN mock_exam_invitations.answer IS 'pending, accepted or declined.';
ALTER TABLE mock_exams DROP COLUMN answer_days_before;
