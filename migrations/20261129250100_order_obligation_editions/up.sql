CREATE TABLE obligation_editions (
    fingerprint   text PRIMARY KEY,
    rank          bigint NOT NULL,
    program       text NOT NULL,
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT obligation_editions_rank UNIQUE (rank)
);
COMMENT ON TABLE obligation_editions IS 'What obligations were derived with, in the order in which this base saw it: an earlier edition never replaces what a later one derived, while the later one lives.';
COMMENT ON COLUMN obligation_editions.fingerprint IS 'Law, catalogue and rules.';
COMMENT ON COLUMN obligation_editions.rank IS 'Its place: given at first sight, and anew when its turn comes again because the later ones are gone.';
COMMENT ON COLUMN obligation_editions.program IS 'Version of the program that brought it.';
COMMENT ON COLUMN obligation_editions.first_seen_at IS 'When it was first seen.';
COMMENT ON COLUMN obligation_editions.last_seen_at IS 'When an instance that derives with it last gave a sign.';
-- what the sites were derived with so far is earlier than whatever comes
INSERT INTO obligation_editions (fingerprint, rank, program, first_seen_at, last_seen_at)
SELECT fingerprint, row_number() OVER (ORDER BY fingerprint), '0.1.0', '2026-01-01', '2026-01-01'
FROM (SELECT DISTINCT fingerprint FROM obligation_ledgers) AS known;
