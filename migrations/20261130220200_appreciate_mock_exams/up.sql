-- What the council of teachers says of a candidate at a mock exam; each marker says theirs in the remark of the mark.
CREATE TABLE council_appreciations (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    mock_exam_id uuid NOT NULL,
    enrolment_id uuid NOT NULL,
    text         text NOT NULL,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT council_appreciations_mock_exam FOREIGN KEY (mock_exam_id, site_id) REFERENCES mock_exams (id, site_id),
    CONSTRAINT council_appreciations_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT council_appreciations_once UNIQUE (mock_exam_id, enrolment_id)
);
CREATE INDEX council_appreciations_by_enrolment ON council_appreciations (enrolment_id);
CREATE TRIGGER council_appreciations_version BEFORE UPDATE ON council_appreciations FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE council_appreciations IS 'What the council of teachers says of a candidate at a mock exam; shown with the marks, once released.';
COMMENT ON COLUMN council_appreciations.id IS 'Identifier.';
COMMENT ON COLUMN council_appreciations.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN council_appreciations.mock_exam_id IS 'Mock exam.';
COMMENT ON COLUMN council_appreciations.enrolment_id IS 'Enrolment of the candidate.';
COMMENT ON COLUMN council_appreciations.text IS 'What is said.';
COMMENT ON COLUMN council_appreciations.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN council_appreciations.created_at IS 'When the row was written.';
COMMENT ON COLUMN council_appreciations.updated_at IS 'When the row last changed.';

-- what may be taken back grows by one kind, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''council_appreciation''::text])');
END $$;
