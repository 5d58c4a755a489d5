CREATE TABLE imports (
    id             uuid PRIMARY KEY,
    site_id        uuid NOT NULL REFERENCES sites (id),
    kind           text NOT NULL,
    state          text NOT NULL DEFAULT 'dry_run',
    filename       text NOT NULL,
    digest         bytea NOT NULL,
    format         text NOT NULL,
    encoding       text,
    separator      text,
    sheet          text,
    headers        jsonb NOT NULL,
    rows_create    integer NOT NULL,
    rows_unchanged integer NOT NULL,
    rows_differs   integer NOT NULL,
    rows_faulty    integer NOT NULL,
    created_by     uuid NOT NULL,
    expires_at     timestamptz NOT NULL,
    committed_at   timestamptz,
    undone_at      timestamptz,
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT imports_site_key UNIQUE (id, site_id),
    CONSTRAINT imports_kind CHECK (kind IN ('employers', 'tutors', 'apprentices', 'contracts')),
    CONSTRAINT imports_state CHECK (state IN ('dry_run', 'committed', 'undone')),
    CONSTRAINT imports_format CHECK (format IN ('csv', 'xlsx')),
    CONSTRAINT imports_encoding CHECK (encoding IN ('utf-8', 'utf-8-bom', 'windows-1252')),
    CONSTRAINT imports_digest_length CHECK (length(digest) = 32),
    CONSTRAINT imports_committed_has_instant CHECK ((state = 'dry_run') = (committed_at IS NULL)),
    CONSTRAINT imports_undone_has_instant CHECK ((state = 'undone') = (undone_at IS NOT NULL)),
    CONSTRAINT imports_committed_has_no_fault CHECK (state = 'dry_run' OR rows_faulty = 0)
);
CREATE UNIQUE INDEX imports_file_once ON imports (site_id, kind, digest) WHERE state = 'committed';
CREATE INDEX imports_by_site ON imports (site_id, id);
CREATE INDEX imports_by_end ON imports (expires_at) WHERE state = 'dry_run';
CREATE TRIGGER imports_version BEFORE UPDATE ON imports FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE imports IS 'Files brought in: first a dry run, then committed as a whole, undone as a whole while nothing depends on it.';
COMMENT ON COLUMN imports.id IS 'Identifier.';
COMMENT ON COLUMN imports.site_id IS 'Site that owns the row and all the import creates.';
COMMENT ON COLUMN imports.kind IS 'List the file holds: employers, tutors, apprentices or contracts.';
COMMENT ON COLUMN imports.state IS 'dry_run, committed or undone.';
COMMENT ON COLUMN imports.filename IS 'Name the person gave the file; never used as a path.';
COMMENT ON COLUMN imports.digest IS 'SHA-256 of the bytes received: the same file is committed once.';
COMMENT ON COLUMN imports.format IS 'csv or xlsx.';
COMMENT ON COLUMN imports.encoding IS 'Encoding understood of a CSV file.';
COMMENT ON COLUMN imports.separator IS 'Separator understood of a CSV file.';
COMMENT ON COLUMN imports.sheet IS 'Sheet read of an XLSX file.';
COMMENT ON COLUMN imports.headers IS 'Headers of the file in order, each with the field it was understood as, or null.';
COMMENT ON COLUMN imports.rows_create IS 'Rows that create a record.';
COMMENT ON COLUMN imports.rows_unchanged IS 'Rows of a record already there and the same.';
COMMENT ON COLUMN imports.rows_differs IS 'Rows of a record already there, which is left as it is.';
COMMENT ON COLUMN imports.rows_faulty IS 'Rows that stand against the commit.';
COMMENT ON COLUMN imports.created_by IS 'Account that brought the file.';
COMMENT ON COLUMN imports.expires_at IS 'A dry run not committed by then is deleted with its personal data.';
COMMENT ON COLUMN imports.committed_at IS 'When its records were created.';
COMMENT ON COLUMN imports.undone_at IS 'When its records were removed again.';
COMMENT ON COLUMN imports.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN imports.created_at IS 'When the row was written.';
COMMENT ON COLUMN imports.updated_at IS 'When the row last changed.';

CREATE TABLE import_rows (
    import_id uuid NOT NULL,
    site_id   uuid NOT NULL,
    number    integer NOT NULL,
    state     text NOT NULL,
    cells     jsonb NOT NULL,
    verdict   jsonb NOT NULL,
    record_id uuid,
    PRIMARY KEY (import_id, number),
    CONSTRAINT import_rows_import FOREIGN KEY (import_id, site_id) REFERENCES imports (id, site_id) ON DELETE CASCADE,
    CONSTRAINT import_rows_state CHECK (state IN ('create', 'unchanged', 'differs', 'faulty')),
    CONSTRAINT import_rows_number_positive CHECK (number > 0)
);
CREATE INDEX import_rows_by_state ON import_rows (import_id, state, number);
COMMENT ON TABLE import_rows IS 'Rows of imported files; cells and verdict are emptied once committed, so that nothing is kept twice.';
COMMENT ON COLUMN import_rows.import_id IS 'Import the row belongs to.';
COMMENT ON COLUMN import_rows.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN import_rows.number IS 'Row in the file, the headers being on the first.';
COMMENT ON COLUMN import_rows.state IS 'create, unchanged, differs or faulty.';
COMMENT ON COLUMN import_rows.cells IS 'Cells as typed, in the order of the columns of the file.';
COMMENT ON COLUMN import_rows.verdict IS 'What was understood of each cell, what is wrong, what differs from the record already there.';
COMMENT ON COLUMN import_rows.record_id IS 'Record already there, or created by the commit.';
