DELETE FROM withdrawals WHERE kind IN ('mock_exam_marking', 'mock_exam_release');
ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind CHECK (kind IN ('apprentice', 'enrolment', 'guardian', 'employer', 'tutor', 'cohort', 'phone_contact', 'mark', 'absence', 'calendar_override', 'referent', 'ceiling_derogation', 'mock_exam_invitation', 'rupture', 'contract_filing', 'contract_decision', 'amendment_filing', 'amendment_decision', 'visit_cancellation', 'mock_exam_cancellation', 'mock_exam_holding', 'contract_signature', 'amendment_signature', 'calendar', 'visit_report', 'apprentice_merge', 'employer_merge', 'tutor_merge', 'call_follow_up', 'commitment_completion', 'visit_acknowledgement', 'visit_note', 'visit_replacement', 'contract_filing_completion', 'amendment_filing_completion', 'contract_draft', 'amendment_draft', 'planned_visit'));

ALTER TABLE mock_exam_marks DISABLE TRIGGER USER;
UPDATE mock_exam_marks SET status = 'absent' WHERE status = 'absent_justified';
ALTER TABLE mock_exam_marks ENABLE TRIGGER USER;
ALTER TABLE mock_exam_marks DROP COLUMN correction_reason;
ALTER TABLE mock_exam_marks DROP COLUMN corrected_at;
ALTER TABLE mock_exam_marks DROP COLUMN marker;
ALTER TABLE mock_exam_marks DROP CONSTRAINT mock_exam_marks_status;
ALTER TABLE mock_exam_marks ADD CONSTRAINT mock_exam_marks_status CHECK (status IN ('marked', 'absent', 'exempt'));
COMMENT ON COLUMN mock_exam_marks.status IS 'marked, absent (not zero) or exempt.';

ALTER TABLE mock_exams DROP COLUMN released_at;
ALTER TABLE mock_exams DISABLE TRIGGER USER;
UPDATE mock_exams SET state = 'held' WHERE state IN ('marked', 'released');
ALTER TABLE mock_exams ENABLE TRIGGER USER;
ALTER TABLE mock_exams DROP CONSTRAINT mock_exams_state;
ALTER TABLE mock_exams ADD CONSTRAINT mock_exams_state CHECK (state IN ('planned', 'held', 'cancelled'));
COMMENT ON COLUMN mock_exams.state IS 'planned, held or cancelled.';
