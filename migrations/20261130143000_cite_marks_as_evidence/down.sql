ALTER TABLE skill_positions DROP COLUMN mark_id;
ALTER TABLE mock_exam_marks DROP CONSTRAINT mock_exam_marks_site_key;
