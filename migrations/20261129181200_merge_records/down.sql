DROP FUNCTION agreed_with(uuid, uuid);
DROP FUNCTION write_fields(text, uuid, jsonb);
DROP FUNCTION repoint(text, uuid, uuid, text[]);
DROP FUNCTION references_to(text);
DELETE FROM withdrawals WHERE kind IN ('apprentice_merge', 'employer_merge', 'tutor_merge');
ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind CHECK (kind IN ('apprentice', 'enrolment', 'guardian', 'employer', 'tutor', 'cohort', 'phone_contact', 'mark', 'absence', 'calendar_override', 'referent', 'ceiling_derogation', 'mock_exam_invitation', 'rupture', 'contract_filing', 'contract_decision', 'amendment_filing', 'amendment_decision', 'visit_cancellation', 'mock_exam_cancellation', 'mock_exam_holding', 'contract_signature', 'amendment_signature', 'calendar', 'visit_report'));
