-- The journal only grows: a trigger refuses everything but inserts.
CREATE TABLE journal_entries (
    id           uuid NOT NULL,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    site_id      uuid,
    actor_kind   text NOT NULL,
    actor_id     uuid,
    session_id   uuid,
    request_id   uuid,
    act          text NOT NULL,
    subject_kind text NOT NULL,
    subject_id   uuid NOT NULL,
    fields       text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, at),
    CONSTRAINT journal_entries_actor_kind CHECK (actor_kind IN ('account', 'client', 'system', 'nobody'))
) PARTITION BY RANGE (at);
CREATE TABLE journal_entries_default PARTITION OF journal_entries DEFAULT;
CREATE INDEX journal_entries_by_subject ON journal_entries (subject_id, at);
CREATE INDEX journal_entries_by_actor ON journal_entries (actor_id, at);
COMMENT ON TABLE journal_entries IS 'Append-only record of every act: who did what to which record, and when.';
COMMENT ON COLUMN journal_entries.id IS 'Identifier.';
COMMENT ON COLUMN journal_entries.at IS 'Instant of the act by the clock of the database.';
COMMENT ON COLUMN journal_entries.site_id IS 'Site of the record.';
COMMENT ON COLUMN journal_entries.actor_kind IS 'account, client, system or nobody.';
COMMENT ON COLUMN journal_entries.actor_id IS 'Account or client that acted.';
COMMENT ON COLUMN journal_entries.session_id IS 'Session in which it acted.';
COMMENT ON COLUMN journal_entries.request_id IS 'Request that carried the act.';
COMMENT ON COLUMN journal_entries.act IS 'Act, by its name in the access table.';
COMMENT ON COLUMN journal_entries.subject_kind IS 'Kind of record.';
COMMENT ON COLUMN journal_entries.subject_id IS 'Record acted upon.';
COMMENT ON COLUMN journal_entries.fields IS 'Names of the fields written, never their values.';

CREATE FUNCTION refuse_rewriting_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END $$;
CREATE TRIGGER journal_entries_append_only BEFORE UPDATE OR DELETE ON journal_entries FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_journal();
CREATE TRIGGER journal_entries_no_truncate BEFORE TRUNCATE ON journal_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_journal();

CREATE FUNCTION prepare_journal_months(ahead integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month date := date_trunc('month', now())::date;
    name text;
BEGIN
    FOR i IN 0..ahead LOOP
        name := 'journal_entries_' || to_char(month, 'YYYY_MM');
        IF to_regclass(name) IS NULL
           AND NOT EXISTS (SELECT 1 FROM journal_entries_default WHERE at >= month AND at < month + interval '1 month') THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF journal_entries FOR VALUES FROM (%L) TO (%L)', name, month, (month + interval '1 month')::date);
        END IF;
        month := (month + interval '1 month')::date;
    END LOOP;
END $$;
COMMENT ON FUNCTION prepare_journal_months IS 'Makes the partitions of the journal for this month and those ahead.';

CREATE TABLE events (
    seq          bigserial PRIMARY KEY,
    position     bigint,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    site_id      uuid NOT NULL REFERENCES sites (id),
    kind         text NOT NULL,
    subject_kind text NOT NULL,
    subject_id   uuid NOT NULL,
    subject_version bigint NOT NULL
);
CREATE UNIQUE INDEX events_by_position ON events (position) WHERE position IS NOT NULL;
CREATE INDEX events_by_site ON events (site_id, position) WHERE position IS NOT NULL;
CREATE INDEX events_unplaced ON events (seq) WHERE position IS NULL;
COMMENT ON TABLE events IS 'Thin events of what changed, written with the change and placed in commit order afterwards.';
COMMENT ON COLUMN events.seq IS 'Order of writing, which concurrent transactions may commit in another order.';
COMMENT ON COLUMN events.position IS 'Place in the feed, given once committed: readers never see one appear behind them.';
COMMENT ON COLUMN events.at IS 'Instant of the change.';
COMMENT ON COLUMN events.site_id IS 'Site of the record.';
COMMENT ON COLUMN events.kind IS 'What happened, such as contract.signed.';
COMMENT ON COLUMN events.subject_kind IS 'Kind of record.';
COMMENT ON COLUMN events.subject_id IS 'Record that changed.';
COMMENT ON COLUMN events.subject_version IS 'Version of the record after the change.';

CREATE FUNCTION place_events(most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    placed integer;
    last_place bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(7017311);
    SELECT COALESCE(max(position), 0) INTO last_place FROM events WHERE position IS NOT NULL;
    WITH waiting AS (SELECT seq FROM events WHERE position IS NULL ORDER BY seq LIMIT most),
         ranked AS (SELECT seq, row_number() OVER (ORDER BY seq) AS place FROM waiting)
    UPDATE events SET position = last_place + ranked.place FROM ranked WHERE events.seq = ranked.seq;
    GET DIAGNOSTICS placed = ROW_COUNT;
    RETURN placed;
END $$;
COMMENT ON FUNCTION place_events IS 'Gives committed events their place in the feed, one caller at a time, in the order they were written: an event written after waiting for another comes after it.';

CREATE TABLE idempotency_keys (
    principal   text NOT NULL,
    key         text NOT NULL,
    route       text NOT NULL,
    body_hash   bytea NOT NULL,
    status      smallint,
    headers     jsonb,
    body        bytea,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_keys_by_end ON idempotency_keys (expires_at);
COMMENT ON TABLE idempotency_keys IS 'Answers already given, so that a repeated request has one effect.';
COMMENT ON COLUMN idempotency_keys.principal IS 'Who sent the key.';
COMMENT ON COLUMN idempotency_keys.key IS 'Idempotency-Key header.';
COMMENT ON COLUMN idempotency_keys.route IS 'Method and path of the request.';
COMMENT ON COLUMN idempotency_keys.body_hash IS 'SHA-256 of the body first sent under the key.';
COMMENT ON COLUMN idempotency_keys.status IS 'Status answered.';
COMMENT ON COLUMN idempotency_keys.headers IS 'Headers answered that belong to the effect.';
COMMENT ON COLUMN idempotency_keys.body IS 'Body answered, sealed: it may show a secret.';
COMMENT ON COLUMN idempotency_keys.expires_at IS 'The key may be forgotten from then on.';
