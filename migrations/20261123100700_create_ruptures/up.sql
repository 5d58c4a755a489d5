CREATE TABLE ruptures (
    id                   uuid PRIMARY KEY,
    site_id              uuid NOT NULL REFERENCES sites (id),
    contract_id          uuid NOT NULL,
    apprentice_id        uuid NOT NULL,
    effective_on         date NOT NULL,
    initiator            text NOT NULL,
    ground               text NOT NULL,
    notice_received_on   date NOT NULL,
    mediator_seized_on   date,
    employer_informed_on date,
    version              bigint NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ruptures_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT ruptures_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT ruptures_once_per_contract UNIQUE (contract_id),
    CONSTRAINT ruptures_initiator CHECK (initiator IN ('employer', 'apprentice', 'both', 'liquidator', 'estate', 'administration', 'court', 'nobody')),
    CONSTRAINT ruptures_ground CHECK (ground IN ('free_45_days_employer', 'free_45_days_apprentice', 'mutual_agreement', 'serious_misconduct', 'unfitness', 'force_majeure', 'employer_death', 'resignation', 'court_liquidation', 'cfa_exclusion', 'diploma_obtained', 'administrative_decision', 'court_termination', 'apprentice_death', 'other'))
);
CREATE INDEX ruptures_by_site ON ruptures (site_id, effective_on DESC, id);
CREATE INDEX ruptures_by_apprentice ON ruptures (apprentice_id);
CREATE TRIGGER ruptures_version BEFORE UPDATE ON ruptures FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE ruptures IS 'Early ends of contracts: at most one per contract.';
COMMENT ON COLUMN ruptures.id IS 'Identifier.';
COMMENT ON COLUMN ruptures.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN ruptures.contract_id IS 'Contract broken.';
COMMENT ON COLUMN ruptures.apprentice_id IS 'Apprentice concerned.';
COMMENT ON COLUMN ruptures.effective_on IS 'Day of the rupture, which is no longer a contract day.';
COMMENT ON COLUMN ruptures.initiator IS 'Who broke it: employer, apprentice, both, liquidator, estate, administration, court or nobody.';
COMMENT ON COLUMN ruptures.ground IS 'Legal ground.';
COMMENT ON COLUMN ruptures.notice_received_on IS 'Day the CFA received the notification.';
COMMENT ON COLUMN ruptures.mediator_seized_on IS 'Day the mediator was solicited, for a resignation.';
COMMENT ON COLUMN ruptures.employer_informed_on IS 'Day the employer was informed, for a resignation.';
COMMENT ON COLUMN ruptures.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN ruptures.created_at IS 'When the row was written.';
COMMENT ON COLUMN ruptures.updated_at IS 'When the row last changed.';
