UPDATE accounts SET functions = array_remove(functions, 'cfa_duties') WHERE 'cfa_duties' = ANY (functions);
ALTER TABLE accounts DROP CONSTRAINT accounts_functions,
    ADD CONSTRAINT accounts_functions CHECK (functions <@ ARRAY['disability_referent']);
DROP INDEX derived_obligations_by_consequence;
ALTER TABLE derived_obligations DROP COLUMN consequence;
