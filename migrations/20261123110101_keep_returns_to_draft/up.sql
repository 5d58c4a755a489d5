CREATE TABLE contract_returns (
    id          uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    site_id     uuid NOT NULL REFERENCES sites (id),
    reason_code text NOT NULL,
    reason_note text,
    recorded_by uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT contract_returns_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id) ON DELETE CASCADE,
    CONSTRAINT contract_returns_reason CHECK (reason_code IN ('correction', 'renegotiation', 'withdrawal', 'other'))
);
CREATE INDEX contract_returns_by_contract ON contract_returns (contract_id, id);
COMMENT ON TABLE contract_returns IS 'Each time a contract ready to sign became a draft again, and why.';
COMMENT ON COLUMN contract_returns.id IS 'Identifier.';
COMMENT ON COLUMN contract_returns.contract_id IS 'Contract.';
COMMENT ON COLUMN contract_returns.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN contract_returns.reason_code IS 'correction, renegotiation, withdrawal of a party, or other.';
COMMENT ON COLUMN contract_returns.reason_note IS 'Precision, free text.';
COMMENT ON COLUMN contract_returns.recorded_by IS 'Account or client that said it.';
COMMENT ON COLUMN contract_returns.created_at IS 'When the row was written.';
