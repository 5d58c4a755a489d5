-- SQL cannot open what is sealed: going back would silently forget who is recognised.
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM apprentice_disabilities WHERE get_byte(sealed, 0) <> 0) THEN
        RAISE EXCEPTION 'disabilities are sealed: they cannot become plain again';
    END IF;
END $$;
DROP FUNCTION record_reading;
ALTER TABLE apprentices ADD COLUMN disabled_worker boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN apprentices.disabled_worker IS 'Recognised as a disabled worker (RQTH): seen by few, never a diagnosis.';
ALTER TABLE apprentices DISABLE TRIGGER USER;
UPDATE apprentices SET disabled_worker = true
FROM apprentice_disabilities AS known WHERE known.apprentice_id = apprentices.id AND known.sealed = '\x00000001'::bytea;
ALTER TABLE apprentices ENABLE TRIGGER USER;
DROP TABLE apprentice_disabilities;
DROP TABLE data_keys;
