-- A paper may be marked by two people: the mark of each stays, the mark of the paper is the one they agree on.
ALTER TABLE mock_exam_papers ADD COLUMN double_marking boolean NOT NULL DEFAULT false;
ALTER TABLE mock_exam_papers ADD COLUMN agreed_within_hundredths integer;
ALTER TABLE mock_exam_papers ADD CONSTRAINT mock_exam_papers_agreed_within CHECK (
    double_marking = (agreed_within_hundredths IS NOT NULL) AND agreed_within_hundredths BETWEEN 0 AND 2000
);
COMMENT ON COLUMN mock_exam_papers.double_marking IS 'Whether two people mark it, each without the other.';
COMMENT ON COLUMN mock_exam_papers.agreed_within_hundredths IS 'Widest gap between both marks that needs no reconciliation, in hundredths; exactly when two people mark it.';

CREATE TABLE mock_exam_readings (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    paper_id        uuid NOT NULL,
    enrolment_id    uuid NOT NULL,
    reading         smallint NOT NULL,
    mark_hundredths integer NOT NULL,
    marker          text NOT NULL,
    remark          text,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT mock_exam_readings_paper FOREIGN KEY (paper_id, site_id) REFERENCES mock_exam_papers (id, site_id),
    CONSTRAINT mock_exam_readings_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT mock_exam_readings_once UNIQUE (paper_id, enrolment_id, reading),
    CONSTRAINT mock_exam_readings_two CHECK (reading IN (1, 2)),
    CONSTRAINT mock_exam_readings_out_of_20 CHECK (mark_hundredths BETWEEN 0 AND 2000)
);
CREATE INDEX mock_exam_readings_by_enrolment ON mock_exam_readings (enrolment_id);
CREATE TRIGGER mock_exam_readings_version BEFORE UPDATE ON mock_exam_readings FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE mock_exam_readings IS 'The mark that one of two people gives a paper; never shown to apprentices nor company tutors.';
COMMENT ON COLUMN mock_exam_readings.id IS 'Identifier.';
COMMENT ON COLUMN mock_exam_readings.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN mock_exam_readings.paper_id IS 'Paper read.';
COMMENT ON COLUMN mock_exam_readings.enrolment_id IS 'Enrolment of the candidate.';
COMMENT ON COLUMN mock_exam_readings.reading IS '1 or 2.';
COMMENT ON COLUMN mock_exam_readings.mark_hundredths IS 'Mark out of 20 in hundredths.';
COMMENT ON COLUMN mock_exam_readings.marker IS 'Who read it.';
COMMENT ON COLUMN mock_exam_readings.remark IS 'Remark of that marker.';
COMMENT ON COLUMN mock_exam_readings.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN mock_exam_readings.created_at IS 'When the row was written.';
COMMENT ON COLUMN mock_exam_readings.updated_at IS 'When the row last changed.';

CREATE TABLE mock_exam_reconciliations (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    paper_id        uuid NOT NULL,
    enrolment_id    uuid NOT NULL,
    mark_hundredths integer NOT NULL,
    reason          text NOT NULL,
    first_version   bigint NOT NULL,
    second_version  bigint NOT NULL,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT mock_exam_reconciliations_paper FOREIGN KEY (paper_id, site_id) REFERENCES mock_exam_papers (id, site_id),
    CONSTRAINT mock_exam_reconciliations_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT mock_exam_reconciliations_once UNIQUE (paper_id, enrolment_id),
    CONSTRAINT mock_exam_reconciliations_out_of_20 CHECK (mark_hundredths BETWEEN 0 AND 2000)
);
CREATE INDEX mock_exam_reconciliations_by_enrolment ON mock_exam_reconciliations (enrolment_id);
CREATE TRIGGER mock_exam_reconciliations_version BEFORE UPDATE ON mock_exam_reconciliations FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE mock_exam_reconciliations IS 'The mark two people agreed on where theirs were far apart; it stands for the very marks it was decided on.';
COMMENT ON COLUMN mock_exam_reconciliations.id IS 'Identifier.';
COMMENT ON COLUMN mock_exam_reconciliations.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN mock_exam_reconciliations.paper_id IS 'Paper.';
COMMENT ON COLUMN mock_exam_reconciliations.enrolment_id IS 'Enrolment of the candidate.';
COMMENT ON COLUMN mock_exam_reconciliations.mark_hundredths IS 'Mark agreed on, out of 20, in hundredths.';
COMMENT ON COLUMN mock_exam_reconciliations.reason IS 'How they agreed.';
COMMENT ON COLUMN mock_exam_reconciliations.first_version IS 'Version of the first reading it was decided on.';
COMMENT ON COLUMN mock_exam_reconciliations.second_version IS 'Version of the second reading it was decided on.';
COMMENT ON COLUMN mock_exam_reconciliations.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN mock_exam_reconciliations.created_at IS 'When the row was written.';
COMMENT ON COLUMN mock_exam_reconciliations.updated_at IS 'When the row last changed.';

-- what may be taken back grows by two kinds, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''mark_reading''::text, ''mark_reconciliation''::text])');
END $$;
