DROP TRIGGER apprentices_search_name ON apprentices;
CREATE OR REPLACE FUNCTION fill_apprentice_search_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_name := search_form(concat_ws(' ', NEW.family_name, NEW.given_name, NEW.usage_name));
    RETURN NEW;
END $$;
COMMENT ON FUNCTION fill_apprentice_search_name IS 'Keeps the searchable name of an apprentice equal to their birth, given and usage names.';
CREATE TRIGGER apprentices_search_name BEFORE INSERT OR UPDATE OF family_name, given_name, usage_name ON apprentices FOR EACH ROW EXECUTE FUNCTION fill_apprentice_search_name();
ALTER TABLE guardians DROP COLUMN single_name;
ALTER TABLE tutors DROP COLUMN single_name;
ALTER TABLE apprentices DISABLE TRIGGER USER;
UPDATE apprentices SET search_name = search_form(concat_ws(' ', family_name, given_name, usage_name))
WHERE usual_given_name IS NOT NULL;
ALTER TABLE apprentices ENABLE TRIGGER USER;
ALTER TABLE apprentices DROP COLUMN usual_given_name;
COMMENT ON COLUMN apprentices.given_name IS 'First given name of the civil register.';
COMMENT ON COLUMN tutors.given_name IS 'Given name.';
COMMENT ON COLUMN guardians.given_name IS 'Given name.';
