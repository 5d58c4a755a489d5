ALTER TABLE visits
    ADD COLUMN present text[] NOT NULL DEFAULT '{}',
    ADD COLUMN report text,
    ADD COLUMN points_agreed text;
COMMENT ON COLUMN visits.present IS 'Persons present: apprentice, tutor, trainer, guardian, other.';
COMMENT ON COLUMN visits.report IS 'What was seen and said.';
COMMENT ON COLUMN visits.points_agreed IS 'What everybody agreed to do next.';
ALTER TABLE visits DISABLE TRIGGER visits_version;
UPDATE visits SET present = told.present, report = told.report, points_agreed = told.points_agreed
FROM visit_reports AS told WHERE told.visit_id = visits.id AND told.number = visits.report_number;
ALTER TABLE visits ENABLE TRIGGER visits_version;
DROP TABLE visit_notes;
DROP TABLE visit_commitments;
DROP TABLE visit_acknowledgements;
DROP TABLE visit_reports;
DROP FUNCTION refuse_rewriting_reports;
ALTER TABLE visits
    DROP CONSTRAINT visits_held_has_report,
    DROP COLUMN held_mode,
    DROP COLUMN remote_reason,
    DROP COLUMN report_number,
    DROP COLUMN replaced_by_id,
    DROP CONSTRAINT visits_site_key,
    ADD CONSTRAINT visits_held_has_report CHECK ((state = 'held') = (held_on IS NOT NULL AND report IS NOT NULL));
