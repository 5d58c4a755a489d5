CREATE TABLE visits (
    id               uuid PRIMARY KEY,
    site_id          uuid NOT NULL REFERENCES sites (id),
    apprentice_id    uuid NOT NULL,
    contract_id      uuid NOT NULL,
    tutor_id         uuid NOT NULL,
    training_year    smallint NOT NULL,
    ordinal          smallint NOT NULL,
    planned_on       date NOT NULL,
    due_on           date NOT NULL,
    state            text NOT NULL DEFAULT 'planned',
    held_on          date,
    present          text[] NOT NULL DEFAULT '{}',
    report           text,
    points_agreed    text,
    cancelled_reason text,
    cancelled_note   text,
    version          bigint NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT visits_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT visits_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT visits_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    CONSTRAINT visits_state CHECK (state IN ('planned', 'held', 'cancelled')),
    CONSTRAINT visits_held_has_report CHECK ((state = 'held') = (held_on IS NOT NULL AND report IS NOT NULL)),
    CONSTRAINT visits_cancelled_has_reason CHECK ((state = 'cancelled') = (cancelled_reason IS NOT NULL)),
    CONSTRAINT visits_cancelled_reason CHECK (cancelled_reason IN ('contract_broken', 'apprentice_absent', 'tutor_unavailable', 'company_closed', 'planned_by_mistake', 'other')),
    CONSTRAINT visits_place_in_year CHECK (training_year BETWEEN 1 AND 4 AND ordinal BETWEEN 1 AND 24)
);
CREATE UNIQUE INDEX visits_one_per_slot ON visits (apprentice_id, contract_id, training_year, ordinal) WHERE state <> 'cancelled';
CREATE INDEX visits_by_apprentice ON visits (apprentice_id, planned_on);
CREATE INDEX visits_by_contract ON visits (contract_id);
CREATE INDEX visits_by_site ON visits (site_id, planned_on, id);
CREATE INDEX visits_by_tutor ON visits (tutor_id, planned_on, id);
CREATE INDEX visits_still_planned ON visits (site_id, due_on) WHERE state = 'planned';
CREATE TRIGGER visits_version BEFORE UPDATE ON visits FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE visits IS 'Visits in the company, planned when a contract is signed.';
COMMENT ON COLUMN visits.id IS 'Identifier.';
COMMENT ON COLUMN visits.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN visits.apprentice_id IS 'Apprentice visited.';
COMMENT ON COLUMN visits.contract_id IS 'Contract under which the visit takes place.';
COMMENT ON COLUMN visits.tutor_id IS 'Company tutor who receives the visit.';
COMMENT ON COLUMN visits.training_year IS 'Year of the training cycle, from 1.';
COMMENT ON COLUMN visits.ordinal IS 'Rank of the visit in its training year, from 1.';
COMMENT ON COLUMN visits.planned_on IS 'Day planned.';
COMMENT ON COLUMN visits.due_on IS 'Last day on which the visit is in time.';
COMMENT ON COLUMN visits.state IS 'planned, held or cancelled; late follows from the dates.';
COMMENT ON COLUMN visits.held_on IS 'Day it took place.';
COMMENT ON COLUMN visits.present IS 'Persons present: apprentice, tutor, trainer, guardian, other.';
COMMENT ON COLUMN visits.report IS 'What was seen and said.';
COMMENT ON COLUMN visits.points_agreed IS 'What everybody agreed to do next.';
COMMENT ON COLUMN visits.cancelled_reason IS 'Coded reason of a cancellation.';
COMMENT ON COLUMN visits.cancelled_note IS 'Remark on a cancellation.';
COMMENT ON COLUMN visits.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN visits.created_at IS 'When the row was written.';
COMMENT ON COLUMN visits.updated_at IS 'When the row last changed.';
