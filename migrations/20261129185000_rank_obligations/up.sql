-- What is due is read by what is lost when it is late, then by its last day.
ALTER TABLE derived_obligations ADD COLUMN consequence smallint NOT NULL DEFAULT 4,
    ADD CONSTRAINT derived_obligations_consequence CHECK (consequence BETWEEN 1 AND 4);
COMMENT ON COLUMN derived_obligations.consequence IS 'How much is lost when it is late, 1 for the most; as the law files of the catalogue say.';
CREATE INDEX derived_obligations_by_consequence ON derived_obligations (site_id, consequence, due_on, id) WHERE live;

-- Who follows what the CFA has to do is told of it.
ALTER TABLE accounts DROP CONSTRAINT accounts_functions,
    ADD CONSTRAINT accounts_functions CHECK (functions <@ ARRAY['disability_referent', 'cfa_duties']);
