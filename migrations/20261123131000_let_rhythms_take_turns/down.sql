-- Of a cycle of several weeks, the first one is kept.
ALTER TABLE cohort_rhythms DROP CONSTRAINT cohort_rhythms_days_of_the_cycle, DROP CONSTRAINT cohort_rhythms_weeks;
UPDATE cohort_rhythms
SET company_weekdays = ARRAY(SELECT day FROM unnest(company_weekdays) AS day WHERE day <= 7),
    centre_weekdays = ARRAY(SELECT day FROM unnest(centre_weekdays) AS day WHERE day <= 7)
WHERE weeks > 1;
ALTER TABLE cohort_rhythms
    DROP COLUMN weeks,
    ADD CONSTRAINT cohort_rhythms_iso_weekdays CHECK (company_weekdays <@ '{1,2,3,4,5,6,7}' AND centre_weekdays <@ '{1,2,3,4,5,6,7}');
COMMENT ON TABLE cohort_rhythms IS 'The week of a cohort, from a day on, until the next row.';
COMMENT ON COLUMN cohort_rhythms.from_on IS 'First day of this week.';
COMMENT ON COLUMN cohort_rhythms.company_weekdays IS 'Days of the week in the company, 1 for Monday.';
COMMENT ON COLUMN cohort_rhythms.centre_weekdays IS 'Days of the week at the centre, 1 for Monday.';
