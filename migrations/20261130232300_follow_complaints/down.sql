DELETE FROM withdrawals WHERE kind IN ('complaint', 'complaint_step', 'complaint_closing');
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(replace(replace(known, ', ''complaint''::text', ''), ', ''complaint_step''::text', ''), ', ''complaint_closing''::text', '');
END $$;
DROP TABLE complaint_steps;
DROP TABLE complaints;
