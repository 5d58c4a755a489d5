DELETE FROM withdrawals WHERE kind = 'stay_step';
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind ' || replace(known, ', ''stay_step''::text', '');
END $$;
DROP TABLE stay_steps;
