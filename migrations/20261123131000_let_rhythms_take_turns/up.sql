-- A rhythm is a cycle of one to eight weeks that take turns: its days are numbered through the cycle.
ALTER TABLE cohort_rhythms ADD COLUMN weeks smallint NOT NULL DEFAULT 1;
ALTER TABLE cohort_rhythms
    DROP CONSTRAINT cohort_rhythms_iso_weekdays,
    ADD CONSTRAINT cohort_rhythms_weeks CHECK (weeks BETWEEN 1 AND 8),
    ADD CONSTRAINT cohort_rhythms_days_of_the_cycle CHECK (
        1 <= ALL (company_weekdays) AND weeks * 7 >= ALL (company_weekdays)
        AND 1 <= ALL (centre_weekdays) AND weeks * 7 >= ALL (centre_weekdays)
    );
COMMENT ON TABLE cohort_rhythms IS 'The weeks of a cohort, from a day on, until the next row; they take turns from the Monday of that day.';
COMMENT ON COLUMN cohort_rhythms.weeks IS 'Weeks of the cycle, from 1 to 8.';
COMMENT ON COLUMN cohort_rhythms.from_on IS 'First day of these weeks.';
COMMENT ON COLUMN cohort_rhythms.company_weekdays IS 'Days in the company, 1 for the Monday of the first week of the cycle, 8 for that of the second.';
COMMENT ON COLUMN cohort_rhythms.centre_weekdays IS 'Days at the centre, numbered in the same way.';
