-- Who follows an apprentice for the site, from when to when.
CREATE TABLE referents (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    apprentice_id uuid NOT NULL,
    account_id    uuid NOT NULL REFERENCES accounts (id),
    kind          text NOT NULL,
    from_on       date NOT NULL,
    to_on         date,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT referents_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT referents_kind CHECK (kind IN ('referent', 'deputy')),
    CONSTRAINT referents_in_order CHECK (from_on <= to_on),
    CONSTRAINT referents_deputy_has_end CHECK (kind = 'referent' OR to_on IS NOT NULL),
    CONSTRAINT referents_one_at_a_time EXCLUDE USING gist (
        apprentice_id WITH =, kind WITH =, daterange(from_on, to_on, '[]') WITH &&
    )
);
CREATE INDEX referents_by_apprentice ON referents (apprentice_id, from_on);
CREATE INDEX referents_by_account ON referents (account_id, from_on);
CREATE TRIGGER referents_version BEFORE UPDATE ON referents FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE referents IS 'Who follows an apprentice for the site: one referent at a time, and deputies who stand in for them.';
COMMENT ON COLUMN referents.id IS 'Identifier.';
COMMENT ON COLUMN referents.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN referents.apprentice_id IS 'Apprentice followed.';
COMMENT ON COLUMN referents.account_id IS 'Manager or trainer who follows them.';
COMMENT ON COLUMN referents.kind IS 'referent, or deputy who stands in for them.';
COMMENT ON COLUMN referents.from_on IS 'First day.';
COMMENT ON COLUMN referents.to_on IS 'Last day, included; none while it goes on.';
COMMENT ON COLUMN referents.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN referents.created_at IS 'When the row was written.';
COMMENT ON COLUMN referents.updated_at IS 'When the row last changed.';
