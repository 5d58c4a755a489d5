DELETE FROM mails WHERE apprentice_id IS NOT NULL;
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'mails_one_reader' AND conrelid = 'mails'::regclass;
    ALTER TABLE mails DROP CONSTRAINT mails_one_reader;
    EXECUTE 'ALTER TABLE mails ADD CONSTRAINT mails_one_reader ' || replace(known, ', apprentice_id) = 1', ') = 1');
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'mails_kind' AND conrelid = 'mails'::regclass;
    ALTER TABLE mails DROP CONSTRAINT mails_kind;
    EXECUTE 'ALTER TABLE mails ADD CONSTRAINT mails_kind ' || replace(known, ', ''outcome_survey''::text', '');
END $$;
DROP INDEX mails_by_apprentice;
ALTER TABLE mails DROP CONSTRAINT mails_apprentice_of_a_site, DROP CONSTRAINT mails_apprentice, DROP COLUMN apprentice_id;
