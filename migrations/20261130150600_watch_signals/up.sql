-- Signals are derived each time they are read; what is kept is what a site sets, and what people took note of.
CREATE TABLE watch_settings (
    site_id    uuid PRIMARY KEY REFERENCES sites (id),
    thresholds jsonb NOT NULL,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER watch_settings_version BEFORE UPDATE ON watch_settings FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE watch_settings IS 'The thresholds a site sets for the signals it watches for; those it does not set are in catalogue/law/watch.toml.';
COMMENT ON COLUMN watch_settings.site_id IS 'Site.';
COMMENT ON COLUMN watch_settings.thresholds IS 'Threshold of each signal set, by its code.';
COMMENT ON COLUMN watch_settings.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN watch_settings.created_at IS 'When the row was written.';
COMMENT ON COLUMN watch_settings.updated_at IS 'When the row last changed.';

CREATE TABLE signal_acknowledgements (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    apprentice_id   uuid NOT NULL,
    signal          text NOT NULL,
    reason          text NOT NULL,
    acknowledged_on date NOT NULL,
    until_on        date NOT NULL,
    author_kind     text NOT NULL,
    author_id       uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT signal_acknowledgements_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT signal_acknowledgements_last CHECK (until_on >= acknowledged_on)
);
CREATE INDEX signal_acknowledgements_by_apprentice ON signal_acknowledgements (apprentice_id, until_on);
CREATE INDEX signal_acknowledgements_by_site ON signal_acknowledgements (site_id, until_on);
COMMENT ON TABLE signal_acknowledgements IS 'That somebody of the site took note of a signal, until a day: it is shown, and no longer counted.';
COMMENT ON COLUMN signal_acknowledgements.id IS 'Identifier.';
COMMENT ON COLUMN signal_acknowledgements.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN signal_acknowledgements.apprentice_id IS 'Apprentice the signal is about.';
COMMENT ON COLUMN signal_acknowledgements.signal IS 'Code of the signal.';
COMMENT ON COLUMN signal_acknowledgements.reason IS 'Why it is not counted for a while.';
COMMENT ON COLUMN signal_acknowledgements.acknowledged_on IS 'Day on which it was noted: a signal that shows later is not covered.';
COMMENT ON COLUMN signal_acknowledgements.until_on IS 'Last day on which it is not counted.';
COMMENT ON COLUMN signal_acknowledgements.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN signal_acknowledgements.author_id IS 'Account that took note.';
COMMENT ON COLUMN signal_acknowledgements.created_at IS 'When the row was written.';

-- what may be taken back grows by one kind, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''signal_acknowledgement''::text])');
END $$;
