-- What is said done after a call or a visit, what is noted or acknowledged, a visit planned or that replaces another and
-- the complete file of a deposit are taken back like the rest; drafts discarded come back.
ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind CHECK (kind IN ('apprentice', 'enrolment', 'guardian', 'employer', 'tutor', 'cohort', 'phone_contact', 'mark', 'absence', 'calendar_override', 'referent', 'ceiling_derogation', 'mock_exam_invitation', 'rupture', 'contract_filing', 'contract_decision', 'amendment_filing', 'amendment_decision', 'visit_cancellation', 'mock_exam_cancellation', 'mock_exam_holding', 'contract_signature', 'amendment_signature', 'calendar', 'visit_report', 'apprentice_merge', 'employer_merge', 'tutor_merge', 'call_follow_up', 'commitment_completion', 'visit_acknowledgement', 'visit_note', 'visit_replacement', 'contract_filing_completion', 'amendment_filing_completion', 'contract_draft', 'amendment_draft', 'planned_visit'));
ALTER TABLE noted_acts DROP CONSTRAINT noted_acts_kind;
ALTER TABLE noted_acts ADD CONSTRAINT noted_acts_kind CHECK (kind IN ('contract_signature', 'amendment_signature', 'calendar', 'visit_replacement', 'planned_visit'));

-- some readers of visits and calls may not read all that is said of them
ALTER TABLE withdrawals ADD COLUMN readers text[];
COMMENT ON COLUMN withdrawals.readers IS 'Roles that read it, when not all those do who read records of its kind.';
UPDATE withdrawals SET readers = '{administrator,manager,trainer}' WHERE kind = 'phone_contact';

-- a visit that replaces another goes and comes back in one act, in any order
ALTER TABLE visits ALTER CONSTRAINT visits_replacement DEFERRABLE INITIALLY DEFERRED;
