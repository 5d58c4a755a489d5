-- What the centre knows about itself: each version of a training centre, a site or a programme, never rewritten.
CREATE TABLE catalogue_versions (
    noun         text NOT NULL,
    code         text NOT NULL,
    number       integer NOT NULL,
    origin       text NOT NULL,
    is_proposed  boolean NOT NULL,
    effective_on date,
    based_on     integer,
    restores     integer,
    content      jsonb NOT NULL,
    file_digest  text,
    reason       text,
    author_id    uuid REFERENCES accounts (id),
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (noun, code, number),
    CONSTRAINT catalogue_versions_noun CHECK (noun IN ('cfa', 'site', 'programme')),
    CONSTRAINT catalogue_versions_origin CHECK (origin IN ('file', 'change', 'restoration', 'carried')),
    CONSTRAINT catalogue_versions_number CHECK (number >= 1),
    CONSTRAINT catalogue_versions_proposed_by_file CHECK (NOT is_proposed OR origin = 'file'),
    CONSTRAINT catalogue_versions_one_per_file UNIQUE (noun, code, file_digest),
    CONSTRAINT catalogue_versions_digest_of_file CHECK ((origin = 'file') = (file_digest IS NOT NULL)),
    CONSTRAINT catalogue_versions_restores CHECK ((origin = 'restoration') = (restores IS NOT NULL)),
    CONSTRAINT catalogue_versions_based_on FOREIGN KEY (noun, code, based_on)
        REFERENCES catalogue_versions (noun, code, number),
    CONSTRAINT catalogue_versions_restores_one FOREIGN KEY (noun, code, restores)
        REFERENCES catalogue_versions (noun, code, number)
);
CREATE INDEX catalogue_versions_by_author ON catalogue_versions (author_id);
COMMENT ON TABLE catalogue_versions IS 'What a training centre, a site or a programme says of itself, version by version: from its file first, then as people change it. Rows are added, never rewritten.';
COMMENT ON COLUMN catalogue_versions.noun IS 'What it is about.';
COMMENT ON COLUMN catalogue_versions.code IS 'Its code in the catalogue.';
COMMENT ON COLUMN catalogue_versions.number IS 'Rank of the version, from 1; the last one is the ETag.';
COMMENT ON COLUMN catalogue_versions.origin IS 'file: read from the catalogue files; change: people changed something; restoration: people went back to an earlier version; carried: a change made today, carried over to a version planned for later.';
COMMENT ON COLUMN catalogue_versions.is_proposed IS 'Whether it waits for somebody to adopt it: the file changed after people did.';
COMMENT ON COLUMN catalogue_versions.effective_on IS 'First day it holds; none when it has always held.';
COMMENT ON COLUMN catalogue_versions.based_on IS 'Version it differs from; none for the first.';
COMMENT ON COLUMN catalogue_versions.restores IS 'Version that was gone back to.';
COMMENT ON COLUMN catalogue_versions.content IS 'Everything it says, in the shape of the files.';
COMMENT ON COLUMN catalogue_versions.file_digest IS 'Fingerprint of what the file said, for a version read from it.';
COMMENT ON COLUMN catalogue_versions.reason IS 'Why, as whoever changed it says.';
COMMENT ON COLUMN catalogue_versions.author_id IS 'Who changed it; none for a file.';
COMMENT ON COLUMN catalogue_versions.created_at IS 'When it was written.';
