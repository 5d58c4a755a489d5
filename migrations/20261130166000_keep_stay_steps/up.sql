-- What is done for somebody who follows the courses without a contract: one row a step of the list of the law, for each stay.
CREATE TABLE stay_steps (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    apprentice_id uuid NOT NULL,
    enrolment_id  uuid NOT NULL,
    contract_id   uuid,
    step          text NOT NULL,
    done_on       date NOT NULL,
    starts_on     date,
    ends_on       date,
    note          text,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT stay_steps_site_key UNIQUE (id, site_id),
    CONSTRAINT stay_steps_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT stay_steps_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT stay_steps_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT stay_steps_in_order CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on)
);
CREATE UNIQUE INDEX stay_steps_once ON stay_steps (enrolment_id, COALESCE(contract_id, enrolment_id), step);
CREATE INDEX stay_steps_by_apprentice ON stay_steps (apprentice_id, done_on, id);
CREATE INDEX stay_steps_by_contract ON stay_steps (contract_id) WHERE contract_id IS NOT NULL;
CREATE TRIGGER stay_steps_version BEFORE UPDATE ON stay_steps FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER stay_steps_mark AFTER INSERT OR UPDATE OR DELETE ON stay_steps FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
COMMENT ON TABLE stay_steps IS 'What was done for an apprentice without a contract: social cover, who was alerted; the list of steps is data of the law.';
COMMENT ON COLUMN stay_steps.id IS 'Identifier.';
COMMENT ON COLUMN stay_steps.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN stay_steps.apprentice_id IS 'Apprentice.';
COMMENT ON COLUMN stay_steps.enrolment_id IS 'Training followed without a contract.';
COMMENT ON COLUMN stay_steps.contract_id IS 'Broken contract after which the stay began; none at the entry in the training.';
COMMENT ON COLUMN stay_steps.step IS 'Code of the step, of the list of the law.';
COMMENT ON COLUMN stay_steps.done_on IS 'Day it was done.';
COMMENT ON COLUMN stay_steps.starts_on IS 'First day of the social cover, for the step that gives it.';
COMMENT ON COLUMN stay_steps.ends_on IS 'Last day of that cover, when it is known.';
COMMENT ON COLUMN stay_steps.note IS 'Remark.';
COMMENT ON COLUMN stay_steps.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN stay_steps.created_at IS 'When the row was written.';
COMMENT ON COLUMN stay_steps.updated_at IS 'When the row last changed.';

-- what may be taken back grows by a kind, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind ' || replace(known, '])', ', ''stay_step''::text])');
END $$;
