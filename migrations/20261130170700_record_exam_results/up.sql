-- The official exam: registration, presence and marks at each unit, the decision of the jury as given.
CREATE TABLE exam_results (
    id                        uuid PRIMARY KEY,
    site_id                   uuid NOT NULL REFERENCES sites (id),
    enrolment_id              uuid NOT NULL,
    session                   integer NOT NULL,
    regulation_code           text NOT NULL,
    registered_on             date NOT NULL,
    candidate_number          text,
    registration_withdrawn_on date,
    decision                  text,
    decided_on                date,
    decision_reference        text,
    diploma_on                date,
    corrected_at              timestamptz,
    correction_reason         text,
    version                   bigint NOT NULL DEFAULT 1,
    created_at                timestamptz NOT NULL DEFAULT now(),
    updated_at                timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT exam_results_site_key UNIQUE (id, site_id),
    CONSTRAINT exam_results_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT exam_results_once UNIQUE (enrolment_id, session),
    CONSTRAINT exam_results_session CHECK (session BETWEEN 1990 AND 2100),
    CONSTRAINT exam_results_decision CHECK (decision IN ('admitted', 'called_to_catch_up', 'postponed', 'refused')),
    CONSTRAINT exam_results_decision_is_dated CHECK ((decision IS NULL) = (decided_on IS NULL)),
    CONSTRAINT exam_results_withdrawn_is_not_judged CHECK (registration_withdrawn_on IS NULL OR decision IS NULL),
    CONSTRAINT exam_results_diploma_of_the_admitted CHECK (diploma_on IS NULL OR decision = 'admitted'),
    CONSTRAINT exam_results_correction_is_explained CHECK ((corrected_at IS NULL) = (correction_reason IS NULL))
);
CREATE INDEX exam_results_by_site ON exam_results (site_id, session, id);
CREATE TRIGGER exam_results_version BEFORE UPDATE ON exam_results FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE exam_results IS 'The official exam of an enrolment at a session: that the candidate is registered, and what the jury decided.';
COMMENT ON COLUMN exam_results.id IS 'Identifier.';
COMMENT ON COLUMN exam_results.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN exam_results.enrolment_id IS 'Enrolment of the candidate.';
COMMENT ON COLUMN exam_results.session IS 'Year of the session.';
COMMENT ON COLUMN exam_results.regulation_code IS 'Regulation of the programme sat at that session: the codes of units are its own.';
COMMENT ON COLUMN exam_results.registered_on IS 'Day on which the candidate was registered.';
COMMENT ON COLUMN exam_results.candidate_number IS 'Number of the candidate given by the registration service, when known.';
COMMENT ON COLUMN exam_results.registration_withdrawn_on IS 'Day on which the candidate gave the session up; none for who sits it.';
COMMENT ON COLUMN exam_results.decision IS 'What the jury decided, as given: admitted, called_to_catch_up, postponed or refused; never computed.';
COMMENT ON COLUMN exam_results.decided_on IS 'Day of the decision.';
COMMENT ON COLUMN exam_results.decision_reference IS 'Where the decision is written: list, record of the jury.';
COMMENT ON COLUMN exam_results.diploma_on IS 'Day on which the diploma was obtained.';
COMMENT ON COLUMN exam_results.corrected_at IS 'When it was last corrected after the decision.';
COMMENT ON COLUMN exam_results.correction_reason IS 'Why.';
COMMENT ON COLUMN exam_results.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN exam_results.created_at IS 'When the row was written.';
COMMENT ON COLUMN exam_results.updated_at IS 'When the row last changed.';

CREATE TABLE exam_result_units (
    id                  uuid PRIMARY KEY,
    site_id             uuid NOT NULL REFERENCES sites (id),
    exam_result_id      uuid NOT NULL,
    unit_code           text NOT NULL,
    presence            text NOT NULL,
    mark_hundredths     integer,
    catch_up_hundredths integer,
    version             bigint NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT exam_result_units_result FOREIGN KEY (exam_result_id, site_id) REFERENCES exam_results (id, site_id),
    CONSTRAINT exam_result_units_once UNIQUE (exam_result_id, unit_code),
    CONSTRAINT exam_result_units_presence CHECK (presence IN ('present', 'absent', 'absent_justified')),
    CONSTRAINT exam_result_units_mark CHECK (mark_hundredths BETWEEN 0 AND 2000),
    CONSTRAINT exam_result_units_catch_up CHECK (catch_up_hundredths BETWEEN 0 AND 2000),
    CONSTRAINT exam_result_units_absent_is_not_zero CHECK (presence = 'present' OR mark_hundredths IS NULL),
    CONSTRAINT exam_result_units_absent_has_no_oral CHECK (presence <> 'absent' OR catch_up_hundredths IS NULL)
);
CREATE TRIGGER exam_result_units_version BEFORE UPDATE ON exam_result_units FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE exam_result_units IS 'What a candidate has at one unit of the official exam; a unit without a row was not sat, or is not known yet.';
COMMENT ON COLUMN exam_result_units.id IS 'Identifier.';
COMMENT ON COLUMN exam_result_units.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN exam_result_units.exam_result_id IS 'Exam of the candidate.';
COMMENT ON COLUMN exam_result_units.unit_code IS 'Code of the unit in the regulation.';
COMMENT ON COLUMN exam_result_units.presence IS 'present; absent; absent_justified, for a reason of force majeure (zero, where absent bars the diploma).';
COMMENT ON COLUMN exam_result_units.mark_hundredths IS 'Official mark out of 20 in hundredths; none until given, and for who did not come.';
COMMENT ON COLUMN exam_result_units.catch_up_hundredths IS 'Mark of the catch-up oral in hundredths; the better of both is kept.';
COMMENT ON COLUMN exam_result_units.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN exam_result_units.created_at IS 'When the row was written.';
COMMENT ON COLUMN exam_result_units.updated_at IS 'When the row last changed.';

-- what may be taken back grows, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''exam_result''::text])');
END $$;
