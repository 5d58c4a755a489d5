DROP INDEX employers_search;
CREATE INDEX employers_search ON employers USING gin (search_name gin_trgm_ops);
ALTER TABLE employers DROP COLUMN search_text;
