-- Deposits of amendments: as those of contracts, each with its own number.
CREATE TABLE amendment_filings (
    id                 uuid PRIMARY KEY,
    amendment_id       uuid NOT NULL,
    contract_id        uuid NOT NULL,
    site_id            uuid NOT NULL REFERENCES sites (id),
    attempt            integer NOT NULL,
    addressee          text NOT NULL,
    organisation       text,
    organisation_siret text,
    sent_on            date NOT NULL,
    complete_on        date,
    state              text NOT NULL DEFAULT 'sent',
    decided_on         date,
    amendment_number   text,
    reason_code        text,
    reason_note        text,
    version            bigint NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT amendment_filings_site_key UNIQUE (id, site_id),
    CONSTRAINT amendment_filings_amendment FOREIGN KEY (amendment_id, site_id) REFERENCES amendments (id, site_id),
    CONSTRAINT amendment_filings_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT amendment_filings_attempt UNIQUE (amendment_id, attempt),
    CONSTRAINT amendment_filings_attempt_positive CHECK (attempt >= 1),
    CONSTRAINT amendment_filings_addressee CHECK (addressee IN ('opco', 'ddets')),
    CONSTRAINT amendment_filings_state CHECK (state IN ('sent', 'accepted', 'refused')),
    CONSTRAINT amendment_filings_complete_once_sent CHECK (complete_on >= sent_on),
    CONSTRAINT amendment_filings_decided_has_day CHECK ((state = 'sent') = (decided_on IS NULL)),
    CONSTRAINT amendment_filings_decided_once_sent CHECK (decided_on >= sent_on),
    CONSTRAINT amendment_filings_accepted_has_number CHECK ((state = 'accepted') = (amendment_number IS NOT NULL)),
    CONSTRAINT amendment_filings_refused_has_reason CHECK ((state = 'refused') = (reason_code IS NOT NULL))
);
CREATE UNIQUE INDEX amendment_filings_one_open ON amendment_filings (amendment_id) WHERE state <> 'refused';
CREATE INDEX amendment_filings_by_contract ON amendment_filings (contract_id, attempt);
CREATE TRIGGER amendment_filings_version BEFORE UPDATE ON amendment_filings FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER amendment_filings_mark AFTER INSERT OR UPDATE OR DELETE ON amendment_filings FOR EACH ROW EXECUTE FUNCTION mark_obligations('contract', 'contract_id');
COMMENT ON TABLE amendment_filings IS 'Deposits of an amendment with the skills operator or the State: one open or accepted at most, refused ones kept.';
COMMENT ON COLUMN amendment_filings.id IS 'Identifier.';
COMMENT ON COLUMN amendment_filings.amendment_id IS 'Amendment deposited.';
COMMENT ON COLUMN amendment_filings.contract_id IS 'Contract it amends.';
COMMENT ON COLUMN amendment_filings.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN amendment_filings.attempt IS 'Rank of the attempt, from 1.';
COMMENT ON COLUMN amendment_filings.addressee IS 'opco for a private employer, ddets for a public one.';
COMMENT ON COLUMN amendment_filings.organisation IS 'Name of the organisation that received the file.';
COMMENT ON COLUMN amendment_filings.organisation_siret IS 'Its SIRET.';
COMMENT ON COLUMN amendment_filings.sent_on IS 'Day on which the employer sent the file.';
COMMENT ON COLUMN amendment_filings.complete_on IS 'Day on which the complete file was received.';
COMMENT ON COLUMN amendment_filings.state IS 'sent, accepted or refused.';
COMMENT ON COLUMN amendment_filings.decided_on IS 'Day of the decision.';
COMMENT ON COLUMN amendment_filings.amendment_number IS 'Number given to the amendment with the acceptance.';
COMMENT ON COLUMN amendment_filings.reason_code IS 'Coded reason of a refusal.';
COMMENT ON COLUMN amendment_filings.reason_note IS 'What the organisation wrote about it.';
COMMENT ON COLUMN amendment_filings.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN amendment_filings.created_at IS 'When the row was written.';
COMMENT ON COLUMN amendment_filings.updated_at IS 'When the row last changed.';
