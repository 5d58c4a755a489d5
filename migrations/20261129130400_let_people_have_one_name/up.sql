-- Some people have a single name: it is the family name, and the given name is empty. Some are called by another given
-- name than the one of the civil register.
ALTER TABLE apprentices ADD COLUMN usual_given_name text;
ALTER TABLE tutors ADD COLUMN single_name boolean NOT NULL GENERATED ALWAYS AS (given_name = '') STORED;
ALTER TABLE guardians ADD COLUMN single_name boolean NOT NULL GENERATED ALWAYS AS (given_name = '') STORED;
COMMENT ON COLUMN apprentices.given_name IS 'First given name of the civil register; empty when the family name is the only one.';
COMMENT ON COLUMN apprentices.usual_given_name IS 'Given name the apprentice is called by, when it differs.';
COMMENT ON COLUMN tutors.given_name IS 'Given name; empty when the family name is the only one.';
COMMENT ON COLUMN tutors.single_name IS 'Whether the family name is the only one; computed.';
COMMENT ON COLUMN guardians.given_name IS 'Given name; empty when the family name is the only one.';
COMMENT ON COLUMN guardians.single_name IS 'Whether the family name is the only one; computed.';

CREATE OR REPLACE FUNCTION fill_apprentice_search_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_name := search_form(concat_ws(' ', NEW.family_name, NEW.given_name, NEW.usual_given_name, NEW.usage_name));
    RETURN NEW;
END $$;
COMMENT ON FUNCTION fill_apprentice_search_name IS 'Keeps the searchable name of an apprentice equal to their birth, given, usual and usage names.';
DROP TRIGGER apprentices_search_name ON apprentices;
CREATE TRIGGER apprentices_search_name BEFORE INSERT OR UPDATE OF family_name, given_name, usual_given_name, usage_name ON apprentices FOR EACH ROW EXECUTE FUNCTION fill_apprentice_search_name();
