-- Papers that people dropped or added stay so when the cohort changes.
ALTER TABLE mock_exams ADD COLUMN papers_chosen boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN mock_exams.papers_chosen IS 'Whether people dropped or added papers: planned anew, it keeps those it has.';
