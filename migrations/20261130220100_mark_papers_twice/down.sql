DELETE FROM withdrawals WHERE kind IN ('mark_reading', 'mark_reconciliation');
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''mark_reading''::text, ''mark_reconciliation''::text', '');
END $$;
DROP TABLE mock_exam_reconciliations;
DROP TABLE mock_exam_readings;
ALTER TABLE mock_exam_papers DROP CONSTRAINT mock_exam_papers_agreed_within;
ALTER TABLE mock_exam_papers DROP COLUMN agreed_within_hundredths;
ALTER TABLE mock_exam_papers DROP COLUMN double_marking;
