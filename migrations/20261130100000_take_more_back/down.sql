ALTER TABLE visits ALTER CONSTRAINT visits_replacement NOT DEFERRABLE;
ALTER TABLE withdrawals DROP COLUMN readers;
DELETE FROM noted_acts WHERE kind IN ('visit_replacement', 'planned_visit');
ALTER TABLE noted_acts DROP CONSTRAINT noted_acts_kind;
ALTER TABLE noted_acts ADD CONSTRAINT noted_acts_kind CHECK (kind IN ('contract_signature', 'amendment_signature', 'calendar'));
DELETE FROM withdrawals WHERE kind IN ('call_follow_up', 'commitment_completion', 'visit_acknowledgement', 'visit_note', 'visit_replacement', 'contract_filing_completion', 'amendment_filing_completion', 'contract_draft', 'amendment_draft', 'planned_visit');
ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind CHECK (kind IN ('apprentice', 'enrolment', 'guardian', 'employer', 'tutor', 'cohort', 'phone_contact', 'mark', 'absence', 'calendar_override', 'referent', 'ceiling_derogation', 'mock_exam_invitation', 'rupture', 'contract_filing', 'contract_decision', 'amendment_filing', 'amendment_decision', 'visit_cancellation', 'mock_exam_cancellation', 'mock_exam_holding', 'contract_signature', 'amendment_signature', 'calendar', 'visit_report', 'apprentice_merge', 'employer_merge', 'tutor_merge'));
