DELETE FROM withdrawals WHERE kind = 'room_retirement';
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''room_retirement''::text', '');
END $$;
ALTER TABLE sittings DROP COLUMN room_id;
DROP TABLE rooms;
