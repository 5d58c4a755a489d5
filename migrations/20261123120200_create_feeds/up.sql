-- Calendars people subscribe to: one secret address a person, and what was last told of each of its entries.
CREATE TABLE feeds (
    account_id   uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash  bytea NOT NULL,
    state        bytea,
    etag         text,
    last_read_on date,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT feeds_secret_unique UNIQUE (secret_hash)
);
COMMENT ON TABLE feeds IS 'Calendars people subscribe to, one a person.';
COMMENT ON COLUMN feeds.account_id IS 'Person.';
COMMENT ON COLUMN feeds.secret_hash IS 'SHA-256 of the secret of its address.';
COMMENT ON COLUMN feeds.state IS 'Digest of what the last answer depended on, to tell cheaply that nothing changed.';
COMMENT ON COLUMN feeds.etag IS 'ETag of the last answer.';
COMMENT ON COLUMN feeds.last_read_on IS 'Day it was last read.';
COMMENT ON COLUMN feeds.created_at IS 'When this address was given.';

CREATE TABLE feed_entries (
    account_id uuid NOT NULL REFERENCES feeds (account_id) ON DELETE CASCADE,
    uid        text NOT NULL,
    digest     bytea NOT NULL,
    sequence   integer NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, uid),
    CONSTRAINT feed_entries_sequence CHECK (sequence >= 0)
);
COMMENT ON TABLE feed_entries IS 'What was last told of each entry of a feed, so that its sequence grows when it changes.';
COMMENT ON COLUMN feed_entries.account_id IS 'Person.';
COMMENT ON COLUMN feed_entries.uid IS 'Identifier of the entry in the calendar.';
COMMENT ON COLUMN feed_entries.digest IS 'SHA-256 of what was told.';
COMMENT ON COLUMN feed_entries.sequence IS 'How many times it changed.';
COMMENT ON COLUMN feed_entries.changed_at IS 'When it was first told so.';
