-- The marks of a mock exam are said complete, then released together: before, no apprentice and no company tutor sees any.
ALTER TABLE mock_exams DROP CONSTRAINT mock_exams_state;
ALTER TABLE mock_exams ADD CONSTRAINT mock_exams_state CHECK (state IN ('planned', 'held', 'marked', 'released', 'cancelled'));
ALTER TABLE mock_exams ADD COLUMN released_at timestamptz;
COMMENT ON COLUMN mock_exams.state IS 'planned, held, marked (its marks are complete), released (apprentices see them) or cancelled.';
COMMENT ON COLUMN mock_exams.released_at IS 'When its marks were released to the apprentices.';

-- what apprentices could see until now stays seen
ALTER TABLE mock_exams DISABLE TRIGGER USER;
UPDATE mock_exams SET state = 'released', released_at = updated_at
WHERE state = 'held' AND id IN (
    SELECT p.mock_exam_id FROM mock_exam_papers p JOIN mock_exam_marks m ON m.paper_id = p.id
);
ALTER TABLE mock_exams ENABLE TRIGGER USER;
ALTER TABLE mock_exams ADD CONSTRAINT mock_exams_released CHECK ((state = 'released') = (released_at IS NOT NULL));

ALTER TABLE mock_exam_marks DROP CONSTRAINT mock_exam_marks_status;
ALTER TABLE mock_exam_marks ADD CONSTRAINT mock_exam_marks_status CHECK (status IN ('marked', 'absent', 'absent_justified', 'exempt'));
ALTER TABLE mock_exam_marks ADD COLUMN marker text;
ALTER TABLE mock_exam_marks ADD COLUMN corrected_at timestamptz;
ALTER TABLE mock_exam_marks ADD COLUMN correction_reason text;
ALTER TABLE mock_exam_marks ADD CONSTRAINT mock_exam_marks_corrected CHECK ((corrected_at IS NULL) = (correction_reason IS NULL));
COMMENT ON COLUMN mock_exam_marks.status IS 'marked, absent or absent_justified (neither is zero), or exempt.';
COMMENT ON COLUMN mock_exam_marks.marker IS 'Who marked the paper, as the sheet names them.';
COMMENT ON COLUMN mock_exam_marks.corrected_at IS 'When it was last corrected after its release.';
COMMENT ON COLUMN mock_exam_marks.correction_reason IS 'Why it was last corrected after its release; for staff.';

ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind CHECK (kind IN ('apprentice', 'enrolment', 'guardian', 'employer', 'tutor', 'cohort', 'phone_contact', 'mark', 'absence', 'calendar_override', 'referent', 'ceiling_derogation', 'mock_exam_invitation', 'rupture', 'contract_filing', 'contract_decision', 'amendment_filing', 'amendment_decision', 'visit_cancellation', 'mock_exam_cancellation', 'mock_exam_holding', 'contract_signature', 'amendment_signature', 'calendar', 'visit_report', 'apprentice_merge', 'employer_merge', 'tutor_merge', 'call_follow_up', 'commitment_completion', 'visit_acknowledgement', 'visit_note', 'visit_replacement', 'contract_filing_completion', 'amendment_filing_completion', 'contract_draft', 'amendment_draft', 'planned_visit', 'mock_exam_marking', 'mock_exam_release'));
