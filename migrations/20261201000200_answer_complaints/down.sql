DROP TRIGGER accounts_mark_complaints ON accounts;
DROP FUNCTION mark_complaints_assigned;
DROP TRIGGER complaint_steps_mark ON complaint_steps;
DROP TRIGGER complaints_mark ON complaints;
DROP INDEX derived_obligations_of_site_alone;
DELETE FROM obligation_marks WHERE subject_kind = 'site';
DELETE FROM derived_obligations WHERE apprentice_id IS NULL AND cohort_id IS NULL;
DELETE FROM obligation_ledgers;
ALTER TABLE derived_obligations DROP CONSTRAINT derived_obligations_file,
    ADD CONSTRAINT derived_obligations_file CHECK ((apprentice_id IS NULL) <> (cohort_id IS NULL));
COMMENT ON COLUMN derived_obligations.apprentice_id IS 'Apprentice concerned; none for what concerns a whole cohort.';
COMMENT ON COLUMN derived_obligations.cohort_id IS 'Cohort concerned, for what concerns all of it.';
