-- A unit of the exam that an apprentice does not sit again: its mark of an earlier session is kept, or they are exempt from it.
CREATE TABLE kept_units (
    id                 uuid PRIMARY KEY,
    site_id            uuid NOT NULL REFERENCES sites (id),
    enrolment_id       uuid NOT NULL,
    unit_code          text NOT NULL,
    kind               text NOT NULL,
    mark_hundredths    integer,
    acquired_on        date,
    ground             text,
    granted_by         text NOT NULL,
    granted_on         date NOT NULL,
    document_reference text,
    version            bigint NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT kept_units_site_key UNIQUE (id, site_id),
    CONSTRAINT kept_units_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT kept_units_once UNIQUE (enrolment_id, unit_code),
    CONSTRAINT kept_units_kind CHECK (kind IN ('kept', 'exempt')),
    CONSTRAINT kept_units_mark_is_kept CHECK ((kind = 'kept') = (mark_hundredths IS NOT NULL) AND (kind = 'kept') = (acquired_on IS NOT NULL)),
    CONSTRAINT kept_units_exemption_has_ground CHECK ((kind = 'exempt') = (ground IS NOT NULL)),
    CONSTRAINT kept_units_mark_within_twenty CHECK (mark_hundredths BETWEEN 0 AND 2000)
);
CREATE TRIGGER kept_units_version BEFORE UPDATE ON kept_units FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE kept_units IS 'A unit of the exam that an apprentice does not sit again: its mark is kept, or they are exempt from it.';
COMMENT ON COLUMN kept_units.id IS 'Identifier.';
COMMENT ON COLUMN kept_units.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN kept_units.enrolment_id IS 'Enrolment in the cohort that sits the exam.';
COMMENT ON COLUMN kept_units.unit_code IS 'Code of a unit of the exam regulation that receives a mark.';
COMMENT ON COLUMN kept_units.kind IS 'kept: the mark of an earlier session counts; exempt: the unit counts nowhere.';
COMMENT ON COLUMN kept_units.mark_hundredths IS 'Mark kept out of 20, in hundredths.';
COMMENT ON COLUMN kept_units.acquired_on IS 'Day on which the mark kept was acquired.';
COMMENT ON COLUMN kept_units.ground IS 'Ground of the exemption: the diploma held, the text applied.';
COMMENT ON COLUMN kept_units.granted_by IS 'Authority that granted it.';
COMMENT ON COLUMN kept_units.granted_on IS 'Day on which it was granted.';
COMMENT ON COLUMN kept_units.document_reference IS 'Reference of the document that proves it.';
COMMENT ON COLUMN kept_units.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN kept_units.created_at IS 'When the row was written.';
COMMENT ON COLUMN kept_units.updated_at IS 'When the row last changed.';

-- what may be taken back grows by one kind, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''kept_unit''::text])');
END $$;
