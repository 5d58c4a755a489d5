-- The role that serves owns nothing: the one change of schema it needs is a function of the owner.
ALTER FUNCTION prepare_journal_months(integer) SECURITY DEFINER SET search_path = public, pg_temp;

CREATE FUNCTION open_to_server(serving text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month regclass;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', serving);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', serving);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', serving);
    EXECUTE format('REVOKE UPDATE, DELETE ON journal_entries FROM %I', serving);
    FOR month IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'journal_entries'::regclass LOOP
        EXECUTE format('REVOKE ALL ON %s FROM %I', month, serving);
    END LOOP;
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON __diesel_schema_migrations FROM %I', serving);
END $$;
REVOKE ALL ON FUNCTION open_to_server(text) FROM PUBLIC;
COMMENT ON FUNCTION open_to_server IS 'Lets a role read and write rows and nothing else: the journal only grows, reached as a whole.';

CREATE FUNCTION owns_tables() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'journal_entries'::regclass
$$;
COMMENT ON FUNCTION owns_tables IS 'Whether the role that asks may change the schema.';
