-- Extensions, and the two triggers every mutable table shares.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE FUNCTION bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END $$;
COMMENT ON FUNCTION bump_version IS 'Every update of a mutable row raises its version, from which its ETag is made.';

CREATE FUNCTION search_form(given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent', given))
$$;
COMMENT ON FUNCTION search_form IS 'Lower case without accents: the form in which names are compared and searched.';

CREATE FUNCTION fill_search_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_name := search_form(NEW.family_name || ' ' || NEW.given_name);
    RETURN NEW;
END $$;
COMMENT ON FUNCTION fill_search_name IS 'Keeps the searchable name of a person equal to their family and given names.';
