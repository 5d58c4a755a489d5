-- Individual derogations to the number of apprentices of one tutor (Code du travail, art. R6223-7).
CREATE TABLE ceiling_derogations (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    tutor_id     uuid NOT NULL REFERENCES tutors (id),
    granted_on   date NOT NULL,
    reference    text,
    from_on      date NOT NULL,
    to_on        date NOT NULL,
    withdrawn_on date,
    apprentices  smallint NOT NULL,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ceiling_derogations_in_order CHECK (from_on <= to_on),
    CONSTRAINT ceiling_derogations_withdrawn_within CHECK (withdrawn_on BETWEEN from_on AND to_on),
    CONSTRAINT ceiling_derogations_reference CHECK (char_length(reference) BETWEEN 1 AND 100),
    CONSTRAINT ceiling_derogations_apprentices CHECK (apprentices BETWEEN 1 AND 20)
);
CREATE INDEX ceiling_derogations_by_tutor ON ceiling_derogations (tutor_id, from_on, id);
CREATE TRIGGER ceiling_derogations_version BEFORE UPDATE ON ceiling_derogations
    FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE ceiling_derogations IS 'Derogations by which one tutor may follow more apprentices at once (art. R6223-7).';
COMMENT ON COLUMN ceiling_derogations.id IS 'Identifier.';
COMMENT ON COLUMN ceiling_derogations.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN ceiling_derogations.tutor_id IS 'Tutor to whom it was granted.';
COMMENT ON COLUMN ceiling_derogations.granted_on IS 'Day of the decision of the departmental committee.';
COMMENT ON COLUMN ceiling_derogations.reference IS 'Reference of the decision.';
COMMENT ON COLUMN ceiling_derogations.from_on IS 'First day it counts.';
COMMENT ON COLUMN ceiling_derogations.to_on IS 'Last day it counts, included.';
COMMENT ON COLUMN ceiling_derogations.withdrawn_on IS 'Day from which it counts no more, when it was withdrawn before its term.';
COMMENT ON COLUMN ceiling_derogations.apprentices IS 'Apprentices at once that it allows, those whose training is prolonged apart.';
COMMENT ON COLUMN ceiling_derogations.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN ceiling_derogations.created_at IS 'When the row was written.';
COMMENT ON COLUMN ceiling_derogations.updated_at IS 'When the row last changed.';
