-- The extra time that was granted to a candidate, once, wherever they sit: never why.
CREATE TABLE exam_accommodations (
    id                 uuid PRIMARY KEY,
    site_id            uuid NOT NULL REFERENCES sites (id),
    enrolment_id       uuid NOT NULL,
    extra_time_percent smallint,
    granted_by         text NOT NULL,
    granted_on         date NOT NULL,
    last_on            date,
    document_reference text,
    version            bigint NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT exam_accommodations_site_key UNIQUE (id, site_id),
    CONSTRAINT exam_accommodations_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT exam_accommodations_once UNIQUE (enrolment_id),
    CONSTRAINT exam_accommodations_share CHECK (extra_time_percent BETWEEN 1 AND 100),
    CONSTRAINT exam_accommodations_in_order CHECK (last_on >= granted_on)
);
CREATE INDEX exam_accommodations_by_site ON exam_accommodations (site_id, id);
CREATE TRIGGER exam_accommodations_version BEFORE UPDATE ON exam_accommodations FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE exam_accommodations IS 'Extra time granted to a candidate for their exams, mock ones included; why is never kept.';
COMMENT ON COLUMN exam_accommodations.id IS 'Identifier.';
COMMENT ON COLUMN exam_accommodations.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN exam_accommodations.enrolment_id IS 'Enrolment in the cohort that sits the exam.';
COMMENT ON COLUMN exam_accommodations.extra_time_percent IS 'Share of the time added, in percent; a third when null.';
COMMENT ON COLUMN exam_accommodations.granted_by IS 'Authority that granted it.';
COMMENT ON COLUMN exam_accommodations.granted_on IS 'Day on which it was granted.';
COMMENT ON COLUMN exam_accommodations.last_on IS 'Last day on which it holds; until the end of the training when null.';
COMMENT ON COLUMN exam_accommodations.document_reference IS 'Reference of the decision.';
COMMENT ON COLUMN exam_accommodations.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN exam_accommodations.created_at IS 'When the row was written.';
COMMENT ON COLUMN exam_accommodations.updated_at IS 'When the row last changed.';

-- what may be taken back grows by one kind, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''exam_accommodation''::text])');
END $$;
