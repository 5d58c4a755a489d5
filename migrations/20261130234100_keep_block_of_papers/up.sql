-- What a released mock exam came to stays as it was, whatever the programme says later of its units.
ALTER TABLE mock_exam_papers ADD COLUMN block_key text;
COMMENT ON COLUMN mock_exam_papers.block_key IS 'Block of skills the unit certifies; none when the regulation names none, or not written down yet.';
