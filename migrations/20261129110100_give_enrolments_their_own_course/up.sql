-- The person's own way through a cohort: when they came in, when they are to leave, in which year, why, after what.
ALTER TABLE enrolments
    ADD COLUMN entered_on             date,
    ADD COLUMN expected_ends_on       date,
    ADD COLUMN entry_year             smallint,
    ADD COLUMN entry_reason           text,
    ADD COLUMN continues_enrolment_id uuid REFERENCES enrolments (id),
    ADD CONSTRAINT enrolments_course_in_order CHECK (entered_on <= expected_ends_on),
    ADD CONSTRAINT enrolments_entry_year CHECK (entry_year BETWEEN 1 AND 6),
    ADD CONSTRAINT enrolments_entry_reason
        CHECK (entry_reason IN ('cycle_start', 'late_entry', 'direct_entry', 'repeat', 'transfer')),
    ADD CONSTRAINT enrolments_continue_another CHECK (continues_enrolment_id <> id);
CREATE INDEX enrolments_by_continued ON enrolments (continues_enrolment_id) WHERE continues_enrolment_id IS NOT NULL;
COMMENT ON COLUMN enrolments.entered_on IS 'First day in the training; when null, the day of the enrolment or the first day of the cohort, whichever comes last.';
COMMENT ON COLUMN enrolments.expected_ends_on IS 'Last day expected in the training; when null, the last day of the cohort.';
COMMENT ON COLUMN enrolments.entry_year IS 'Year of the cycle they came in; when null, that of the first day.';
COMMENT ON COLUMN enrolments.entry_reason IS 'Why they came in then; when null, told from the dates.';
COMMENT ON COLUMN enrolments.continues_enrolment_id IS 'Enrolment this one goes on with: a year repeated, a training begun elsewhere.';
