-- The days obligations count from are facts, told by whoever writes the row: not the clock of the database.
ALTER TABLE contracts ADD COLUMN drafted_on date;
ALTER TABLE mock_exam_marks ADD COLUMN entered_on date;
ALTER TABLE mock_exam_invitations ADD COLUMN invited_on date;
COMMENT ON COLUMN contracts.drafted_on IS 'Day it was drafted.';
COMMENT ON COLUMN mock_exam_marks.entered_on IS 'Day it was first entered.';
COMMENT ON COLUMN mock_exam_invitations.invited_on IS 'Day the tutor was invited.';

ALTER TABLE contracts DISABLE TRIGGER USER;
ALTER TABLE mock_exam_marks DISABLE TRIGGER USER;
ALTER TABLE mock_exam_invitations DISABLE TRIGGER USER;
UPDATE contracts SET drafted_on = (created_at AT TIME ZONE 'Europe/Paris')::date;
UPDATE mock_exam_marks SET entered_on = (created_at AT TIME ZONE 'Europe/Paris')::date;
UPDATE mock_exam_invitations SET invited_on = (created_at AT TIME ZONE 'Europe/Paris')::date;
ALTER TABLE contracts ENABLE TRIGGER USER;
ALTER TABLE mock_exam_marks ENABLE TRIGGER USER;
ALTER TABLE mock_exam_invitations ENABLE TRIGGER USER;

ALTER TABLE contracts ALTER COLUMN drafted_on SET NOT NULL;
ALTER TABLE mock_exam_marks ALTER COLUMN entered_on SET NOT NULL;
ALTER TABLE mock_exam_invitations ALTER COLUMN invited_on SET NOT NULL;
