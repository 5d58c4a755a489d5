-- The catalogue itself is versioned files; these rows are what other tables point at.
CREATE TABLE sites (
    id         uuid PRIMARY KEY,
    code       text NOT NULL,
    name       text NOT NULL,
    cfa_code   text NOT NULL,
    loaded_at  timestamptz NOT NULL,
    CONSTRAINT sites_code_unique UNIQUE (code)
);
COMMENT ON TABLE sites IS 'Training sites (UFA) of the catalogue; every row of the base belongs to one.';
COMMENT ON COLUMN sites.id IS 'Derived from the code, so that every installation gives a site the same identifier.';
COMMENT ON COLUMN sites.code IS 'Code of the site in the catalogue files.';
COMMENT ON COLUMN sites.name IS 'Name of the site.';
COMMENT ON COLUMN sites.cfa_code IS 'Code of the responsible CFA in the catalogue files.';
COMMENT ON COLUMN sites.loaded_at IS 'When the catalogue last wrote this row.';

CREATE TABLE programmes (
    id         uuid PRIMARY KEY,
    code       text NOT NULL,
    title      text NOT NULL,
    digest     text NOT NULL,
    loaded_at  timestamptz NOT NULL,
    CONSTRAINT programmes_code_unique UNIQUE (code)
);
COMMENT ON TABLE programmes IS 'Programmes of the catalogue, whose content lives in versioned files.';
COMMENT ON COLUMN programmes.id IS 'Derived from the code, so that every installation gives a programme the same identifier.';
COMMENT ON COLUMN programmes.code IS 'Code of the programme in the catalogue files.';
COMMENT ON COLUMN programmes.title IS 'Title of the programme.';
COMMENT ON COLUMN programmes.digest IS 'Digest of the file last loaded.';
COMMENT ON COLUMN programmes.loaded_at IS 'When the catalogue last wrote this row.';

CREATE TABLE cohorts (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    programme_id    uuid NOT NULL REFERENCES programmes (id),
    name            text NOT NULL,
    starts_on       date NOT NULL,
    ends_on         date NOT NULL,
    exam_session    integer NOT NULL,
    exam_regulation text NOT NULL,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cohorts_site_key UNIQUE (id, site_id),
    CONSTRAINT cohorts_one_start_per_programme UNIQUE (site_id, programme_id, starts_on),
    CONSTRAINT cohorts_ends_after_start CHECK (ends_on > starts_on),
    CONSTRAINT cohorts_exam_session_year CHECK (exam_session BETWEEN 2000 AND 2100)
);
CREATE INDEX cohorts_by_site ON cohorts (site_id, starts_on DESC, id);
CREATE TRIGGER cohorts_version BEFORE UPDATE ON cohorts FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE cohorts IS 'A promotion: one run of a programme at a site.';
COMMENT ON COLUMN cohorts.id IS 'Identifier.';
COMMENT ON COLUMN cohorts.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN cohorts.programme_id IS 'Programme taught.';
COMMENT ON COLUMN cohorts.name IS 'Name people use for the cohort.';
COMMENT ON COLUMN cohorts.starts_on IS 'First day of the training cycle.';
COMMENT ON COLUMN cohorts.ends_on IS 'Last day of the training cycle.';
COMMENT ON COLUMN cohorts.exam_session IS 'Year of the exam session the cohort sits.';
COMMENT ON COLUMN cohorts.exam_regulation IS 'Code of the exam regulation of that session in the programme file.';
COMMENT ON COLUMN cohorts.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN cohorts.created_at IS 'When the row was written.';
COMMENT ON COLUMN cohorts.updated_at IS 'When the row last changed.';
