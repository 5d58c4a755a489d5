DELETE FROM withdrawals WHERE kind = 'result_import';
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''result_import''::text', '');
END $$;
DELETE FROM noted_acts WHERE kind = 'result_import';
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'noted_acts_kind' AND conrelid = 'noted_acts'::regclass;
    ALTER TABLE noted_acts DROP CONSTRAINT noted_acts_kind;
    EXECUTE 'ALTER TABLE noted_acts ADD CONSTRAINT noted_acts_kind '
        || replace(known, ', ''result_import''::text', '');
END $$;
