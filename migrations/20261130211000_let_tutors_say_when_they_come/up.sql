-- A tutor invited to a mock exam says whether, when and whom they come to see, until a day the programme gives; they are reminded
-- once, and whether they came is written down.
ALTER TABLE mock_exams ADD COLUMN answer_days_before smallint NOT NULL DEFAULT 1;
ALTER TABLE mock_exams ADD CONSTRAINT mock_exams_answer_days_before CHECK (answer_days_before BETWEEN 0 AND 60);
COMMENT ON COLUMN mock_exams.answer_days_before IS 'Days before the first day until which tutors answer, as the programme planned it: 1 is the eve.';

-- the slot chosen is no foreign key: a candidate may be taken out of a sitting whatever tutors chose; the half-day stays
ALTER TABLE mock_exam_invitations
    DROP CONSTRAINT mock_exam_invitations_answer,
    ADD CONSTRAINT mock_exam_invitations_answer CHECK (answer IN ('pending', 'accepted', 'maybe', 'declined')),
    ADD COLUMN comes_on date,
    ADD COLUMN half_day text,
    ADD COLUMN sitting_slot_id uuid,
    ADD COLUMN comment text,
    ADD COLUMN reminded_on date,
    ADD COLUMN attendance text,
    ADD COLUMN replaced_by text,
    ADD COLUMN attendance_at timestamptz,
    ADD CONSTRAINT mock_exam_invitations_half_day CHECK (half_day IN ('morning', 'afternoon')),
    ADD CONSTRAINT mock_exam_invitations_when CHECK ((comes_on IS NULL) = (half_day IS NULL) AND (sitting_slot_id IS NULL OR comes_on IS NOT NULL)),
    ADD CONSTRAINT mock_exam_invitations_comes CHECK (comes_on IS NULL OR answer IN ('accepted', 'maybe')),
    ADD CONSTRAINT mock_exam_invitations_attendance CHECK (attendance IN ('came', 'did_not_come', 'replaced')),
    ADD CONSTRAINT mock_exam_invitations_attended CHECK ((attendance IS NULL) = (attendance_at IS NULL)),
    ADD CONSTRAINT mock_exam_invitations_replaced CHECK (coalesce(attendance = 'replaced', false) = (replaced_by IS NOT NULL));
CREATE INDEX mock_exam_invitations_silent ON mock_exam_invitations (mock_exam_id) WHERE answer = 'pending' AND reminded_on IS NULL;
COMMENT ON COLUMN mock_exam_invitations.answer IS 'pending, accepted, maybe or declined.';
COMMENT ON COLUMN mock_exam_invitations.comes_on IS 'Day the tutor comes, as they said.';
COMMENT ON COLUMN mock_exam_invitations.half_day IS 'Half of that day: morning or afternoon.';
COMMENT ON COLUMN mock_exam_invitations.sitting_slot_id IS 'Slot of the apprentice they come to see, if they chose one; it may have been taken back since.';
COMMENT ON COLUMN mock_exam_invitations.comment IS 'What the tutor added to their answer.';
COMMENT ON COLUMN mock_exam_invitations.reminded_on IS 'Day the tutor who had not answered was reminded, once.';
COMMENT ON COLUMN mock_exam_invitations.attendance IS 'Whether they came: came, did_not_come or replaced (somebody else came for them).';
COMMENT ON COLUMN mock_exam_invitations.replaced_by IS 'Who came for them.';
COMMENT ON COLUMN mock_exam_invitations.attendance_at IS 'When that was written down.';

-- mails and what may be taken back grow by one kind each, whatever they held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'mails_kind' AND conrelid = 'mails'::regclass;
    ALTER TABLE mails DROP CONSTRAINT mails_kind;
    EXECUTE 'ALTER TABLE mails ADD CONSTRAINT mails_kind ' || replace(known, '])', ', ''mock_exam_reminder''::text])');
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''invitation_attendance''::text])');
END $$;
COMMENT ON COLUMN mails.kind IS 'What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked; or for a tutor: link, mock_exam_invitation, mock_exam_reminder, link_ending.';
