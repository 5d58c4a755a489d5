CREATE TABLE contracts (
    id                   uuid PRIMARY KEY,
    site_id              uuid NOT NULL REFERENCES sites (id),
    apprentice_id        uuid NOT NULL,
    enrolment_id         uuid NOT NULL,
    employer_id          uuid NOT NULL,
    tutor_id             uuid NOT NULL,
    type_code            text NOT NULL,
    derogation_code      text,
    previous_contract_id uuid REFERENCES contracts (id),
    starts_on            date NOT NULL,
    ends_on              date NOT NULL,
    state                text NOT NULL DEFAULT 'draft',
    signed_on            date,
    closed_on            date,
    version              bigint NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT contracts_site_key UNIQUE (id, site_id),
    CONSTRAINT contracts_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT contracts_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT contracts_employer FOREIGN KEY (employer_id, site_id) REFERENCES employers (id, site_id),
    CONSTRAINT contracts_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    CONSTRAINT contracts_type CHECK (type_code IN ('11', '21', '22', '23')),
    CONSTRAINT contracts_derogation CHECK (derogation_code IN ('11', '12', '21', '22', '50', '60')),
    CONSTRAINT contracts_state CHECK (state IN ('draft', 'signed', 'broken')),
    CONSTRAINT contracts_ends_after_start CHECK (ends_on > starts_on),
    CONSTRAINT contracts_signed_has_day CHECK ((state = 'draft') = (signed_on IS NULL)),
    CONSTRAINT contracts_broken_is_closed CHECK ((state = 'broken') = (closed_on IS NOT NULL)),
    CONSTRAINT contracts_closed_within CHECK (closed_on BETWEEN starts_on - 1 AND ends_on),
    CONSTRAINT contracts_no_overlap EXCLUDE USING gist (
        apprentice_id WITH =,
        daterange(starts_on, COALESCE(closed_on, ends_on) + 1, '[)') WITH &&
    ) WHERE (state <> 'draft')
);
CREATE INDEX contracts_by_apprentice ON contracts (apprentice_id, starts_on);
CREATE INDEX contracts_by_tutor ON contracts (tutor_id, apprentice_id);
CREATE INDEX contracts_by_employer ON contracts (employer_id);
CREATE INDEX contracts_by_enrolment ON contracts (enrolment_id);
CREATE INDEX contracts_by_site ON contracts (site_id, id);
CREATE TRIGGER contracts_version BEFORE UPDATE ON contracts FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE contracts IS 'Apprenticeship contracts: one apprentice never has two at once.';
COMMENT ON COLUMN contracts.id IS 'Identifier.';
COMMENT ON COLUMN contracts.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN contracts.apprentice_id IS 'Apprentice employed.';
COMMENT ON COLUMN contracts.enrolment_id IS 'Enrolment the contract serves.';
COMMENT ON COLUMN contracts.employer_id IS 'Establishment that employs.';
COMMENT ON COLUMN contracts.tutor_id IS 'Company tutor.';
COMMENT ON COLUMN contracts.type_code IS 'Type on the official form: 11 first, 21 to 23 new contract.';
COMMENT ON COLUMN contracts.derogation_code IS 'Derogation on the official form: 11 under 16, 12 over 29, 21 shorter, 22 longer, 50 several, 60 other.';
COMMENT ON COLUMN contracts.previous_contract_id IS 'Contract this one follows.';
COMMENT ON COLUMN contracts.starts_on IS 'First day of execution.';
COMMENT ON COLUMN contracts.ends_on IS 'Last day agreed.';
COMMENT ON COLUMN contracts.state IS 'draft, signed or broken; running and ended follow from the dates.';
COMMENT ON COLUMN contracts.signed_on IS 'Day of conclusion.';
COMMENT ON COLUMN contracts.closed_on IS 'Last contract day of a broken contract: the eve of the rupture.';
COMMENT ON COLUMN contracts.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN contracts.created_at IS 'When the row was written.';
COMMENT ON COLUMN contracts.updated_at IS 'When the row last changed.';
