DELETE FROM withdrawals WHERE kind IN ('search_prospect', 'search_event');
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''search_prospect''::text, ''search_event''::text', '');
END $$;
DROP TABLE search_events;
DROP TABLE search_prospects;
