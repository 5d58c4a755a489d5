ALTER TABLE cohorts DROP COLUMN programme_version;
