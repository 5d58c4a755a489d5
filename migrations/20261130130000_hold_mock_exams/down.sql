DELETE FROM withdrawals WHERE kind IN ('sitting', 'sitting_slot', 'sitting_publication');
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''sitting''::text, ''sitting_slot''::text, ''sitting_publication''::text', '');
END $$;
DROP TABLE sitting_publications;
DROP TABLE sitting_slots;
DROP TABLE sitting_jurors;
DROP TABLE sittings;
