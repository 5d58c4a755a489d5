-- Names are compared and searched in one form, in the base as in the program (src/platform/folding.rs): without accents,
-- capitals nor apostrophes, ligatures opened, words parted by one space. The extension unaccent is no longer asked, since
-- its dictionary changes with the installation; it stays where it is.
CREATE OR REPLACE FUNCTION search_form(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        lower(
            replace(replace(replace(replace(replace(replace(replace(replace(
                translate(
                    regexp_replace(
                        normalize(translate(given, '''‘’‛ʻʼʽˈ′´`＇', ''), NFKD),
                        '[\u0300-\u036f]', '', 'g'
                    ),
                    'øØđĐðÐłŁħĦŧŦı', 'ooddddllhhtti'
                ),
                'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'ß', 'ss'), 'ẞ', 'ss'), 'þ', 'th'), 'Þ', 'th')
        ),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f]+', ' ', 'g'
    ))
$$;
COMMENT ON FUNCTION search_form IS 'Lower case without accents nor apostrophes, words parted by one space: the form in which names are searched and sorted.';

CREATE FUNCTION name_key(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT replace(search_form(given), ' ', '')
$$;
COMMENT ON FUNCTION name_key IS 'What two writings of the same name have in common: its letters, whatever parts them.';

-- Nothing was changed by anybody: neither versions nor what is due follow.
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
