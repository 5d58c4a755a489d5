DELETE FROM withdrawals WHERE kind IN ('rupture_case', 'rupture_step', 'rupture_abandonment');
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''rupture_case''::text, ''rupture_step''::text, ''rupture_abandonment''::text', '');
END $$;
DROP TABLE rupture_steps;
DROP TABLE rupture_cases;
