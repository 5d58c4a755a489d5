DELETE FROM withdrawals WHERE kind = 'satisfaction_answer';
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''satisfaction_answer''::text', '');
END $$;
DROP TABLE satisfaction_scores;
DROP TABLE satisfaction_answers;
