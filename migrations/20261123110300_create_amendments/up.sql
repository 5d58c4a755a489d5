-- Amendments: what was signed is never rewritten; the contract row tells what is agreed now, the fold of all of them.
CREATE TABLE amendments (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    contract_id  uuid NOT NULL,
    type_code    text NOT NULL,
    effective_on date NOT NULL,
    signed_on    date,
    changes      jsonb NOT NULL,
    reason       text,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT amendments_site_key UNIQUE (id, site_id),
    CONSTRAINT amendments_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT amendments_type CHECK (type_code IN ('31', '32', '33', '34', '35', '36', '37', '38')),
    CONSTRAINT amendments_changes_object CHECK (jsonb_typeof(changes) = 'object')
);
CREATE INDEX amendments_by_contract ON amendments (contract_id, effective_on, id);
CREATE TRIGGER amendments_version BEFORE UPDATE ON amendments FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE amendments IS 'Amendments of signed contracts: what changes, from which day.';
COMMENT ON COLUMN amendments.id IS 'Identifier.';
COMMENT ON COLUMN amendments.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN amendments.contract_id IS 'Contract amended.';
COMMENT ON COLUMN amendments.type_code IS 'Type on the official form: 31 to 38.';
COMMENT ON COLUMN amendments.effective_on IS 'First day on which the changes hold.';
COMMENT ON COLUMN amendments.signed_on IS 'Day of the signature; null while it is a draft.';
COMMENT ON COLUMN amendments.changes IS 'Merge patch of the contract: only what changes.';
COMMENT ON COLUMN amendments.reason IS 'Why, in the words of the parties.';
COMMENT ON COLUMN amendments.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN amendments.created_at IS 'When the row was written.';
COMMENT ON COLUMN amendments.updated_at IS 'When the row last changed.';

CREATE TABLE contract_originals (
    contract_id uuid PRIMARY KEY,
    site_id     uuid NOT NULL REFERENCES sites (id),
    agreed      jsonb NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT contract_originals_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id)
);
COMMENT ON TABLE contract_originals IS 'Contracts as first signed, kept when the first amendment is signed; never rewritten.';
COMMENT ON COLUMN contract_originals.contract_id IS 'Contract.';
COMMENT ON COLUMN contract_originals.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN contract_originals.agreed IS 'Everything agreed at the signature, as the API takes it.';
COMMENT ON COLUMN contract_originals.created_at IS 'When the row was written.';
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a contract as first signed is never rewritten';
END $$;
COMMENT ON FUNCTION refuse_rewriting IS 'Refuses to change or delete what was signed.';
CREATE TRIGGER contract_originals_are_kept BEFORE UPDATE OR DELETE ON contract_originals FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TABLE contract_tutors (
    contract_id uuid NOT NULL,
    site_id     uuid NOT NULL REFERENCES sites (id),
    rank        smallint NOT NULL,
    tutor_id    uuid NOT NULL,
    from_on     date NOT NULL,
    to_on       date NOT NULL,
    repeater    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (contract_id, rank, from_on),
    CONSTRAINT contract_tutors_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id) ON DELETE CASCADE,
    CONSTRAINT contract_tutors_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    CONSTRAINT contract_tutors_rank CHECK (rank IN (1, 2)),
    CONSTRAINT contract_tutors_in_order CHECK (from_on <= to_on),
    CONSTRAINT contract_tutors_one_at_a_time EXCLUDE USING gist (
        contract_id WITH =, rank WITH =, daterange(from_on, to_on, '[]') WITH &&
    )
);
CREATE INDEX contract_tutors_by_tutor ON contract_tutors (tutor_id, from_on);
COMMENT ON TABLE contract_tutors IS 'Who is tutor of a signed contract, from when to when: a cache of the contract and its amendments, written anew with them.';
COMMENT ON COLUMN contract_tutors.contract_id IS 'Contract.';
COMMENT ON COLUMN contract_tutors.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN contract_tutors.rank IS '1 first tutor, 2 second.';
COMMENT ON COLUMN contract_tutors.tutor_id IS 'Company tutor.';
COMMENT ON COLUMN contract_tutors.from_on IS 'First day.';
COMMENT ON COLUMN contract_tutors.to_on IS 'Last day, both included; a rupture shortens it when read.';
COMMENT ON COLUMN contract_tutors.repeater IS 'Whether the training is prolonged after a failure at the exam during it.';
INSERT INTO contract_tutors (contract_id, site_id, rank, tutor_id, from_on, to_on)
SELECT id, site_id, 1, tutor_id, starts_on, ends_on FROM contracts WHERE state IN ('signed', 'broken') AND tutor_id IS NOT NULL;
CREATE INDEX tutors_by_name_everywhere ON tutors (search_name, id);
