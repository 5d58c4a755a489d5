-- A rupture as a procedure: the case opened on a contract, and its steps with their days. What is lawful, missing or due is
-- computed from them and never kept. The rupture itself, once it took place, bears the identifier of its case.
CREATE TABLE rupture_cases (
    id                 uuid PRIMARY KEY,
    site_id            uuid NOT NULL REFERENCES sites (id),
    contract_id        uuid NOT NULL,
    apprentice_id      uuid NOT NULL,
    ground             text NOT NULL,
    initiator          text NOT NULL,
    opened_on          date NOT NULL,
    planned_on         date,
    notice_received_on date,
    note               text,
    breach_reason      text,
    abandoned_on       date,
    abandoned_reason   text,
    version            bigint NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT rupture_cases_site_key UNIQUE (id, site_id),
    CONSTRAINT rupture_cases_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT rupture_cases_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT rupture_cases_abandoned_whole CHECK ((abandoned_on IS NULL) = (abandoned_reason IS NULL)),
    CONSTRAINT rupture_cases_initiator CHECK (initiator IN ('employer', 'apprentice', 'both', 'liquidator', 'estate', 'administration', 'court', 'nobody')),
    CONSTRAINT rupture_cases_ground CHECK (ground IN ('free_45_days_employer', 'free_45_days_apprentice', 'mutual_agreement', 'serious_misconduct', 'unfitness', 'force_majeure', 'employer_death', 'resignation', 'court_liquidation', 'cfa_exclusion', 'diploma_obtained', 'administrative_decision', 'court_termination', 'apprentice_death', 'other'))
);
CREATE UNIQUE INDEX rupture_cases_one_per_contract ON rupture_cases (contract_id) WHERE abandoned_on IS NULL;
CREATE INDEX rupture_cases_by_contract ON rupture_cases (contract_id);
CREATE INDEX rupture_cases_by_apprentice ON rupture_cases (apprentice_id);
CREATE INDEX rupture_cases_by_site ON rupture_cases (site_id, opened_on DESC, id);
CREATE TRIGGER rupture_cases_mark AFTER INSERT OR UPDATE OR DELETE ON rupture_cases FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER rupture_cases_version BEFORE UPDATE ON rupture_cases FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE rupture_cases IS 'Procedures of rupture: one at a time per contract, those abandoned apart.';
COMMENT ON COLUMN rupture_cases.id IS 'Identifier, which the rupture bears too once it took place.';
COMMENT ON COLUMN rupture_cases.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN rupture_cases.contract_id IS 'Contract that may end.';
COMMENT ON COLUMN rupture_cases.apprentice_id IS 'Apprentice concerned.';
COMMENT ON COLUMN rupture_cases.ground IS 'Legal ground.';
COMMENT ON COLUMN rupture_cases.initiator IS 'Who started it: employer, apprentice, both, liquidator, estate, administration, court or nobody.';
COMMENT ON COLUMN rupture_cases.opened_on IS 'Day it was opened, which says the version of the law it follows.';
COMMENT ON COLUMN rupture_cases.planned_on IS 'First day without contract that the parties want, if they said one.';
COMMENT ON COLUMN rupture_cases.notice_received_on IS 'Day the CFA received the notice, if it did.';
COMMENT ON COLUMN rupture_cases.note IS 'What the staff keep in mind.';
COMMENT ON COLUMN rupture_cases.breach_reason IS 'Why the contract ended against the procedure, when it did.';
COMMENT ON COLUMN rupture_cases.abandoned_on IS 'Day the parties gave it up, if they did.';
COMMENT ON COLUMN rupture_cases.abandoned_reason IS 'Why they gave it up.';
COMMENT ON COLUMN rupture_cases.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN rupture_cases.created_at IS 'When the row was written.';
COMMENT ON COLUMN rupture_cases.updated_at IS 'When the row last changed.';

CREATE TABLE rupture_steps (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    case_id       uuid NOT NULL,
    apprentice_id uuid NOT NULL,
    step          text NOT NULL,
    done_on       date NOT NULL,
    document      text,
    note          text,
    breach_reason text,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT rupture_steps_case FOREIGN KEY (case_id, site_id) REFERENCES rupture_cases (id, site_id),
    CONSTRAINT rupture_steps_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT rupture_steps_once UNIQUE (case_id, step)
);
CREATE INDEX rupture_steps_by_apprentice ON rupture_steps (apprentice_id);
CREATE TRIGGER rupture_steps_mark AFTER INSERT OR UPDATE OR DELETE ON rupture_steps FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER rupture_steps_version BEFORE UPDATE ON rupture_steps FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE rupture_steps IS 'Steps of procedures of rupture, as they happened.';
COMMENT ON COLUMN rupture_steps.id IS 'Identifier.';
COMMENT ON COLUMN rupture_steps.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN rupture_steps.case_id IS 'Procedure it is part of.';
COMMENT ON COLUMN rupture_steps.apprentice_id IS 'Apprentice concerned.';
COMMENT ON COLUMN rupture_steps.step IS 'Code of the step, among those of the ground.';
COMMENT ON COLUMN rupture_steps.done_on IS 'Day it happened.';
COMMENT ON COLUMN rupture_steps.document IS 'Reference of the paper that shows it, if any.';
COMMENT ON COLUMN rupture_steps.note IS 'What the staff keep in mind.';
COMMENT ON COLUMN rupture_steps.breach_reason IS 'Why it happened against the order or the delays, when it did and somebody confirmed it.';
COMMENT ON COLUMN rupture_steps.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN rupture_steps.created_at IS 'When the row was written.';
COMMENT ON COLUMN rupture_steps.updated_at IS 'When the row last changed.';

-- what may be taken back grows by three kinds, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''rupture_case''::text, ''rupture_step''::text, ''rupture_abandonment''::text])');
END $$;
