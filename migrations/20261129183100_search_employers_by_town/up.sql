-- People look for a company by its name, its town or its SIRET.
ALTER TABLE employers ADD COLUMN search_text text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (search_form(name || ' ' || coalesce(city, '') || ' ' || coalesce(siret, ''))) STORED;
COMMENT ON COLUMN employers.search_text IS 'Name, town and SIRET as they are searched, without accents nor capitals.';
DROP INDEX employers_search;
CREATE INDEX employers_search ON employers USING gin (search_text gin_trgm_ops);
