DROP FUNCTION fill_search_name();
DROP FUNCTION search_form(text);
DROP FUNCTION bump_version();
DROP EXTENSION unaccent;
DROP EXTENSION pg_trgm;
DROP EXTENSION btree_gist;
