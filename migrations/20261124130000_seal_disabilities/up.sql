-- Health data at rest: what is sealed carries the version of its format and its key, version 0 being what an SQL
-- migration cannot seal itself: the program seals it when it starts.
CREATE TABLE data_keys (
    id         smallint PRIMARY KEY,
    sealed_key bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT data_keys_id CHECK (id > 0)
);
COMMENT ON TABLE data_keys IS 'Keys that seal health data; the newest seals, the others open what they sealed.';
COMMENT ON COLUMN data_keys.id IS 'Number of the key, written in front of what it sealed.';
COMMENT ON COLUMN data_keys.sealed_key IS 'The key, sealed under the installation''s secret.';
COMMENT ON COLUMN data_keys.created_at IS 'When the row was written.';

CREATE TABLE apprentice_disabilities (
    apprentice_id uuid PRIMARY KEY,
    site_id       uuid NOT NULL,
    sealed        bytea NOT NULL,
    CONSTRAINT apprentice_disabilities_apprentice FOREIGN KEY (apprentice_id, site_id)
        REFERENCES apprentices (id, site_id) ON DELETE CASCADE
);
COMMENT ON TABLE apprentice_disabilities IS 'Whether apprentices are recognised as disabled workers (RQTH), sealed, the yes as the no: seen by few, never a diagnosis.';
COMMENT ON COLUMN apprentice_disabilities.apprentice_id IS 'Apprentice.';
COMMENT ON COLUMN apprentice_disabilities.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN apprentice_disabilities.sealed IS 'One byte, 1 when recognised: format (1), key (2), nonce (12), AES-256-GCM ciphertext and tag; format 0 is not sealed yet.';

INSERT INTO apprentice_disabilities (apprentice_id, site_id, sealed)
SELECT id, site_id, CASE WHEN disabled_worker THEN '\x00000001'::bytea ELSE '\x00000000'::bytea END FROM apprentices;
ALTER TABLE apprentices DROP COLUMN disabled_worker;
-- A dropped column stays in the rows until they are written anew.
CLUSTER apprentices USING apprentices_pkey;
ALTER TABLE apprentices SET WITHOUT CLUSTER;

CREATE FUNCTION record_reading(
    entry_id uuid, site uuid, kind_of_actor text, actor uuid, session uuid, request uuid, what text,
    kind_of_subject text, subject uuid
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    INSERT INTO journal_entries (id, site_id, actor_kind, actor_id, session_id, request_id, act, subject_kind, subject_id)
    VALUES (entry_id, site, kind_of_actor, actor, session, request, what, kind_of_subject, subject);
END $$;
COMMENT ON FUNCTION record_reading IS 'Writes the journal line of a reading that changes nothing, without waiting for the disk: only a crash of the database within the second could lose it.';
