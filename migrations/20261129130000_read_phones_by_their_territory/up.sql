-- Numbers of the overseas territories were kept after the code of metropolitan France (+33692…), or with the zero dialled
-- inside the territory only (+2620692…): neither rings. The prefixes are those of catalogue/law/phones.toml.
CREATE FUNCTION pg_temp.mended(phone text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN phone ~ '^\+(262|590|594|596)0\d{9}$' THEN regexp_replace(phone, '^(\+\d{3})0', '\1')
        WHEN phone !~ '^\+33\d{9}$' OR phone ~ '^\+3363998' THEN phone
        WHEN phone ~ '^\+33(262|263|268[89]|269|639|692|693|7092|7093[567])' THEN '+262' || substr(phone, 4)
        WHEN phone ~ '^\+33(590|5987|690|691|7090)' THEN '+590' || substr(phone, 4)
        WHEN phone ~ '^\+33(594|5988|694|7093[0-3])' THEN '+594' || substr(phone, 4)
        WHEN phone ~ '^\+33(596|5989|696|697|7091)' THEN '+596' || substr(phone, 4)
        WHEN phone ~ '^\+33508' THEN '+508' || substr(phone, 7)
        WHEN phone ~ '^\+33708[45]' THEN '+508' || substr(phone, 4)
        ELSE phone
    END
$$;
UPDATE employers SET phone = pg_temp.mended(phone) WHERE phone <> pg_temp.mended(phone);
UPDATE tutors SET phone = pg_temp.mended(phone) WHERE phone <> pg_temp.mended(phone);
UPDATE apprentices SET phone = pg_temp.mended(phone) WHERE phone <> pg_temp.mended(phone);
UPDATE guardians SET phone = pg_temp.mended(phone) WHERE phone <> pg_temp.mended(phone);
DROP FUNCTION pg_temp.mended(text);
