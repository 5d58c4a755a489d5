-- A released mark of a mock exam may support a position on a skill, as a visit or a mission does.
ALTER TABLE mock_exam_marks ADD CONSTRAINT mock_exam_marks_site_key UNIQUE (id, site_id);
ALTER TABLE skill_positions
    ADD COLUMN mark_id uuid,
    ADD CONSTRAINT skill_positions_mark FOREIGN KEY (mark_id, site_id) REFERENCES mock_exam_marks (id, site_id);
CREATE INDEX skill_positions_by_mark ON skill_positions (mark_id) WHERE mark_id IS NOT NULL;
COMMENT ON COLUMN skill_positions.mark_id IS 'Mark of a mock exam, released, that supports it.';
