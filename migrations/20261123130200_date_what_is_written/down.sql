ALTER TABLE contracts DROP COLUMN drafted_on;
ALTER TABLE mock_exam_marks DROP COLUMN entered_on;
ALTER TABLE mock_exam_invitations DROP COLUMN invited_on;
