-- Absences, counted in half-days.
CREATE TABLE absences (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    apprentice_id uuid NOT NULL,
    away_from     text NOT NULL,
    from_on       date NOT NULL,
    from_half     text NOT NULL,
    to_on         date NOT NULL,
    to_half       text NOT NULL,
    justified     text NOT NULL,
    reason        text NOT NULL,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT absences_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT absences_away_from CHECK (away_from IN ('centre', 'company', 'both')),
    CONSTRAINT absences_halves CHECK (from_half IN ('morning', 'afternoon') AND to_half IN ('morning', 'afternoon')),
    CONSTRAINT absences_in_order CHECK (from_on < to_on OR (from_on = to_on AND NOT (from_half = 'afternoon' AND to_half = 'morning'))),
    CONSTRAINT absences_justified CHECK (justified IN ('yes', 'no', 'pending')),
    CONSTRAINT absences_reason CHECK (reason IN ('sickness', 'work_accident', 'family_event', 'parental_leave', 'paid_leave', 'exam_leave', 'transport', 'summons', 'strike', 'other', 'unknown')),
    CONSTRAINT absences_once_a_half_day EXCLUDE USING gist (
        apprentice_id WITH =,
        int4range(
            (from_on - DATE '2000-01-01') * 2 + CASE from_half WHEN 'afternoon' THEN 1 ELSE 0 END,
            (to_on - DATE '2000-01-01') * 2 + CASE to_half WHEN 'afternoon' THEN 1 ELSE 0 END,
            '[]'
        ) WITH &&
    )
);
CREATE INDEX absences_by_apprentice ON absences (apprentice_id, from_on, id);
CREATE INDEX absences_by_site ON absences (site_id, from_on, id);
CREATE TRIGGER absences_version BEFORE UPDATE ON absences FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE absences IS 'Absences of apprentices from the centre or the company; a coded reason, never a diagnosis.';
COMMENT ON COLUMN absences.id IS 'Identifier.';
COMMENT ON COLUMN absences.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN absences.apprentice_id IS 'Apprentice.';
COMMENT ON COLUMN absences.away_from IS 'Where the apprentice was expected: the centre, the company, or both over the period.';
COMMENT ON COLUMN absences.from_on IS 'First day.';
COMMENT ON COLUMN absences.from_half IS 'First half-day of the first day.';
COMMENT ON COLUMN absences.to_on IS 'Last day, both included.';
COMMENT ON COLUMN absences.to_half IS 'Last half-day of the last day.';
COMMENT ON COLUMN absences.justified IS 'Whether it was justified, or is not known yet.';
COMMENT ON COLUMN absences.reason IS 'Coded reason, shown only to whom it concerns.';
COMMENT ON COLUMN absences.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN absences.created_at IS 'When the row was written.';
COMMENT ON COLUMN absences.updated_at IS 'When the row last changed.';
