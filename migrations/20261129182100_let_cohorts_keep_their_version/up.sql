-- A cohort keeps the version of its programme in force on its first day, unless it is told to follow another.
ALTER TABLE cohorts
    ADD COLUMN programme_version integer,
    ADD CONSTRAINT cohorts_programme_version CHECK (programme_version >= 1);
COMMENT ON COLUMN cohorts.programme_version IS 'Version of the programme it was told to follow; none for the one in force on its first day.';
