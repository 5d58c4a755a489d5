DELETE FROM withdrawals WHERE kind = 'signal_acknowledgement';
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''signal_acknowledgement''::text', '');
END $$;
DROP TABLE signal_acknowledgements;
DROP TABLE watch_settings;
