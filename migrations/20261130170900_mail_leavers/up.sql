-- A leaver is mailed the link of their survey, at the address of their file.
ALTER TABLE mails
    ADD COLUMN apprentice_id uuid,
    ADD CONSTRAINT mails_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    ADD CONSTRAINT mails_apprentice_of_a_site CHECK (apprentice_id IS NULL OR site_id IS NOT NULL);
COMMENT ON COLUMN mails.apprentice_id IS 'Apprentice it is for: the link of their survey, and its reminders; the address is read when it is sent.';
CREATE INDEX mails_by_apprentice ON mails (apprentice_id) WHERE apprentice_id IS NOT NULL;

-- what a mail is and whom it is for grow, whatever they held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'mails_one_reader' AND conrelid = 'mails'::regclass;
    ALTER TABLE mails DROP CONSTRAINT mails_one_reader;
    EXECUTE 'ALTER TABLE mails ADD CONSTRAINT mails_one_reader ' || replace(known, ') = 1', ', apprentice_id) = 1');
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'mails_kind' AND conrelid = 'mails'::regclass;
    ALTER TABLE mails DROP CONSTRAINT mails_kind;
    EXECUTE 'ALTER TABLE mails ADD CONSTRAINT mails_kind ' || replace(known, '])', ', ''outcome_survey''::text])');
END $$;
