DROP FUNCTION name_key(text);
CREATE OR REPLACE FUNCTION search_form(given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent', given))
$$;
COMMENT ON FUNCTION search_form IS 'Lower case without accents: the form in which names are compared and searched.';

ALTER TABLE apprentices DISABLE TRIGGER USER;
UPDATE apprentices SET search_name = search_form(concat_ws(' ', family_name, given_name, usage_name))
WHERE search_name <> search_form(concat_ws(' ', family_name, given_name, usage_name));
ALTER TABLE apprentices ENABLE TRIGGER USER;
ALTER TABLE tutors DISABLE TRIGGER USER;
UPDATE tutors SET search_name = search_form(family_name || ' ' || given_name)
WHERE search_name <> search_form(family_name || ' ' || given_name);
ALTER TABLE tutors ENABLE TRIGGER USER;
ALTER TABLE employers DISABLE TRIGGER USER;
UPDATE employers SET search_name = search_form(name) WHERE search_name <> search_form(name);
ALTER TABLE employers ENABLE TRIGGER USER;
