CREATE TABLE mails (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    account_id      uuid NOT NULL REFERENCES accounts (id),
    kind            text NOT NULL,
    about_on        date NOT NULL,
    subject         text NOT NULL,
    body            text,
    state           text NOT NULL DEFAULT 'waiting',
    attempts        smallint NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    leased_until    timestamptz,
    sent_at         timestamptz,
    last_error      text,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT mails_once_a_day UNIQUE (account_id, kind, about_on),
    CONSTRAINT mails_kind CHECK (kind IN ('digest')),
    CONSTRAINT mails_state CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'uncertain', 'superseded')),
    CONSTRAINT mails_sent_has_instant CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CONSTRAINT mails_sending_is_leased CHECK ((state = 'sending') = (leased_until IS NOT NULL)),
    CONSTRAINT mails_body_until_over CHECK ((body IS NULL) = (state IN ('sent', 'superseded')))
);
CREATE INDEX mails_by_site ON mails (site_id, id);
CREATE INDEX mails_to_send ON mails (next_attempt_at) WHERE state IN ('waiting', 'sending');
CREATE TRIGGER mails_version BEFORE UPDATE ON mails FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE mails IS 'Mails to people: written with what they tell, sent after it, each at most once.';
COMMENT ON COLUMN mails.id IS 'Identifier; the Message-ID is made from it.';
COMMENT ON COLUMN mails.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN mails.account_id IS 'Whom it is for; the address is read when it is sent.';
COMMENT ON COLUMN mails.kind IS 'What it is: digest.';
COMMENT ON COLUMN mails.about_on IS 'Day it tells of.';
COMMENT ON COLUMN mails.subject IS 'Subject.';
COMMENT ON COLUMN mails.body IS 'Text, forgotten once sent or superseded.';
COMMENT ON COLUMN mails.state IS 'waiting, sending, sent, refused by the server, uncertain (cut while sending: never sent again by itself) or superseded by a later one.';
COMMENT ON COLUMN mails.attempts IS 'How many times it was handed to the mail server.';
COMMENT ON COLUMN mails.next_attempt_at IS 'Not handed over before.';
COMMENT ON COLUMN mails.leased_until IS 'While being sent: after this instant the sender is taken for dead.';
COMMENT ON COLUMN mails.sent_at IS 'When the mail server took it.';
COMMENT ON COLUMN mails.last_error IS 'What went wrong last, without any address.';
COMMENT ON COLUMN mails.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN mails.created_at IS 'When the row was written.';
COMMENT ON COLUMN mails.updated_at IS 'When the row last changed.';

CREATE TABLE digest_days (
    site_id     uuid NOT NULL REFERENCES sites (id),
    about_on    date NOT NULL,
    mails       integer NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site_id, about_on)
);
COMMENT ON TABLE digest_days IS 'Days whose digests were prepared, so that no instance prepares them again.';
COMMENT ON COLUMN digest_days.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN digest_days.about_on IS 'Day prepared.';
COMMENT ON COLUMN digest_days.mails IS 'How many people had something due.';
COMMENT ON COLUMN digest_days.created_at IS 'When the row was written.';

ALTER TABLE accounts
    ADD COLUMN digest_enabled boolean NOT NULL DEFAULT true,
    ADD COLUMN digest_quiet_weekdays smallint[] NOT NULL DEFAULT '{6,7}',
    ADD COLUMN digest_quiet_from date,
    ADD COLUMN digest_quiet_to date,
    ADD CONSTRAINT accounts_digest_weekdays CHECK (digest_quiet_weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[]),
    ADD CONSTRAINT accounts_digest_quiet_period CHECK ((digest_quiet_from IS NULL) = (digest_quiet_to IS NULL) AND digest_quiet_from <= digest_quiet_to);
COMMENT ON COLUMN accounts.digest_enabled IS 'Whether the person wants a daily digest.';
COMMENT ON COLUMN accounts.digest_quiet_weekdays IS 'Days of the week without a digest, 1 for Monday.';
COMMENT ON COLUMN accounts.digest_quiet_from IS 'First day of a period without a digest.';
COMMENT ON COLUMN accounts.digest_quiet_to IS 'Last day of it.';
