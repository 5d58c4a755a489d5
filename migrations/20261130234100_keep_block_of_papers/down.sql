ALTER TABLE mock_exam_papers DROP COLUMN block_key;
