DROP INDEX enrolments_by_cohort;
CREATE INDEX enrolments_by_cohort ON enrolments (cohort_id, id);
DROP INDEX contracts_by_last_day;
DROP INDEX derived_obligations_of_staff;
DROP INDEX derived_obligations_of_kind;
