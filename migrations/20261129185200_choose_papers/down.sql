ALTER TABLE mock_exams DROP COLUMN papers_chosen;
