-- Who objected to being asked what they do after their training: no survey is opened for them any more, no mail leaves.
CREATE TABLE survey_objections (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    apprentice_id uuid NOT NULL,
    objected_on   date NOT NULL,
    author_kind   text NOT NULL,
    author_id     uuid,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT survey_objections_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT survey_objections_once UNIQUE (apprentice_id)
);
CREATE TRIGGER survey_objections_version BEFORE UPDATE ON survey_objections FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE survey_objections IS 'Somebody objects to being asked what they do after their training (GDPR, art. 21): nothing is sent to them any more.';
COMMENT ON COLUMN survey_objections.id IS 'Identifier.';
COMMENT ON COLUMN survey_objections.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN survey_objections.apprentice_id IS 'Apprentice who objects; once.';
COMMENT ON COLUMN survey_objections.objected_on IS 'Day on which they did.';
COMMENT ON COLUMN survey_objections.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN survey_objections.author_id IS 'Account that wrote it.';
COMMENT ON COLUMN survey_objections.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN survey_objections.created_at IS 'When the row was written.';
COMMENT ON COLUMN survey_objections.updated_at IS 'When the row last changed.';

-- what may be taken back grows by one kind, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''survey_objection''::text])');
END $$;
