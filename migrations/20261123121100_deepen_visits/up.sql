-- Reports become versions that are never rewritten; what hangs under them has its own tables.
ALTER TABLE visits
    ADD COLUMN held_mode text,
    ADD COLUMN remote_reason text,
    ADD COLUMN report_number smallint,
    ADD COLUMN replaced_by_id uuid;
COMMENT ON COLUMN visits.held_mode IS 'on_site or remote, once held.';
COMMENT ON COLUMN visits.remote_reason IS 'Coded reason of a visit held at a distance.';
COMMENT ON COLUMN visits.report_number IS 'Number of the version of the report that holds, once held.';
COMMENT ON COLUMN visits.replaced_by_id IS 'Visit that replaces a cancelled one.';
ALTER TABLE visits ADD CONSTRAINT visits_site_key UNIQUE (id, site_id);

CREATE TABLE visit_reports (
    visit_id          uuid NOT NULL,
    number            smallint NOT NULL,
    site_id           uuid NOT NULL REFERENCES sites (id),
    held_on           date NOT NULL,
    mode              text NOT NULL,
    remote_reason     text,
    present           text[] NOT NULL DEFAULT '{}',
    report            text NOT NULL,
    points_agreed     text,
    mission_codes     text[] NOT NULL DEFAULT '{}',
    other_missions    text,
    skills            jsonb NOT NULL DEFAULT '[]',
    difficulties      text[] NOT NULL DEFAULT '{}',
    correction_reason text,
    author_kind       text NOT NULL,
    author_id         uuid,
    written_at        timestamptz NOT NULL,
    PRIMARY KEY (visit_id, number),
    CONSTRAINT visit_reports_visit FOREIGN KEY (visit_id, site_id) REFERENCES visits (id, site_id),
    CONSTRAINT visit_reports_number CHECK (number >= 1),
    CONSTRAINT visit_reports_mode CHECK (mode IN ('on_site', 'remote')),
    CONSTRAINT visit_reports_remote_has_reason CHECK ((mode = 'remote') = (remote_reason IS NOT NULL)),
    CONSTRAINT visit_reports_correction_says_why CHECK ((number > 1) = (correction_reason IS NOT NULL)),
    CONSTRAINT visit_reports_skills_list CHECK (jsonb_typeof(skills) = 'array')
);
COMMENT ON TABLE visit_reports IS 'Reports of visits, version after version: a correction is a new one, none is rewritten.';
COMMENT ON COLUMN visit_reports.visit_id IS 'Visit told.';
COMMENT ON COLUMN visit_reports.number IS 'Number of the version, from 1.';
COMMENT ON COLUMN visit_reports.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN visit_reports.held_on IS 'Day it took place.';
COMMENT ON COLUMN visit_reports.mode IS 'on_site or remote.';
COMMENT ON COLUMN visit_reports.remote_reason IS 'Coded reason of a visit held at a distance.';
COMMENT ON COLUMN visit_reports.present IS 'Persons present: apprentice, tutor, trainer, guardian, other.';
COMMENT ON COLUMN visit_reports.report IS 'What was seen and said.';
COMMENT ON COLUMN visit_reports.points_agreed IS 'What everybody agreed to do next.';
COMMENT ON COLUMN visit_reports.mission_codes IS 'Missions of the programme that were seen.';
COMMENT ON COLUMN visit_reports.other_missions IS 'Other missions seen, in words.';
COMMENT ON COLUMN visit_reports.skills IS 'Skills of the programme observed, each with its level.';
COMMENT ON COLUMN visit_reports.difficulties IS 'Coded difficulties.';
COMMENT ON COLUMN visit_reports.correction_reason IS 'Why the version before was corrected.';
COMMENT ON COLUMN visit_reports.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN visit_reports.author_id IS 'Account or link that wrote it.';
COMMENT ON COLUMN visit_reports.written_at IS 'When it was written.';
CREATE FUNCTION refuse_rewriting_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the report of a visit is never rewritten';
END $$;
COMMENT ON FUNCTION refuse_rewriting_reports IS 'Refuses to change or delete what was reported.';

INSERT INTO visit_reports (visit_id, number, site_id, held_on, mode, present, report, points_agreed, author_kind, written_at)
SELECT id, 1, site_id, held_on, 'on_site', present, report, points_agreed, 'system', updated_at FROM visits WHERE state = 'held';
CREATE TRIGGER visit_reports_are_kept BEFORE UPDATE OR DELETE ON visit_reports FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_reports();
ALTER TABLE visits DISABLE TRIGGER visits_version;
UPDATE visits SET held_mode = 'on_site', report_number = 1 WHERE state = 'held';
ALTER TABLE visits ENABLE TRIGGER visits_version;
ALTER TABLE visits
    DROP CONSTRAINT visits_held_has_report,
    DROP COLUMN present,
    DROP COLUMN report,
    DROP COLUMN points_agreed,
    ADD CONSTRAINT visits_held_has_report CHECK (num_nonnulls(held_on, held_mode, report_number) = CASE WHEN state = 'held' THEN 3 ELSE 0 END),
    ADD CONSTRAINT visits_held_mode CHECK (held_mode IN ('on_site', 'remote')),
    ADD CONSTRAINT visits_remote_has_reason CHECK ((held_mode IS NOT DISTINCT FROM 'remote') = (remote_reason IS NOT NULL)),
    ADD CONSTRAINT visits_remote_reason CHECK (remote_reason IN ('company_request', 'apprentice_away', 'travel_impossible', 'urgent', 'other')),
    ADD CONSTRAINT visits_replacement FOREIGN KEY (replaced_by_id, site_id) REFERENCES visits (id, site_id),
    ADD CONSTRAINT visits_replaced_once UNIQUE (replaced_by_id),
    ADD CONSTRAINT visits_replaced_is_cancelled CHECK (replaced_by_id IS NULL OR state = 'cancelled');

CREATE TABLE visit_acknowledgements (
    visit_id        uuid NOT NULL,
    number          smallint NOT NULL,
    party           text NOT NULL,
    site_id         uuid NOT NULL REFERENCES sites (id),
    author_kind     text NOT NULL,
    author_id       uuid,
    acknowledged_at timestamptz NOT NULL,
    PRIMARY KEY (visit_id, number, party),
    CONSTRAINT visit_acknowledgements_report FOREIGN KEY (visit_id, number) REFERENCES visit_reports (visit_id, number),
    CONSTRAINT visit_acknowledgements_visit FOREIGN KEY (visit_id, site_id) REFERENCES visits (id, site_id),
    CONSTRAINT visit_acknowledgements_party CHECK (party IN ('tutor', 'apprentice', 'staff'))
);
COMMENT ON TABLE visit_acknowledgements IS 'Who acknowledged which version of the report of a visit, each party once.';
COMMENT ON COLUMN visit_acknowledgements.visit_id IS 'Visit.';
COMMENT ON COLUMN visit_acknowledgements.number IS 'Version of the report acknowledged.';
COMMENT ON COLUMN visit_acknowledgements.party IS 'tutor, apprentice or staff.';
COMMENT ON COLUMN visit_acknowledgements.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN visit_acknowledgements.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN visit_acknowledgements.author_id IS 'Account or link that acknowledged.';
COMMENT ON COLUMN visit_acknowledgements.acknowledged_at IS 'When it was acknowledged.';

CREATE TABLE visit_commitments (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    visit_id     uuid NOT NULL,
    owner        text NOT NULL,
    what         text NOT NULL,
    due_on       date NOT NULL,
    reported_in  smallint NOT NULL,
    withdrawn_in smallint,
    done_on      date,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT visit_commitments_report FOREIGN KEY (visit_id, reported_in) REFERENCES visit_reports (visit_id, number),
    CONSTRAINT visit_commitments_visit FOREIGN KEY (visit_id, site_id) REFERENCES visits (id, site_id),
    CONSTRAINT visit_commitments_owner CHECK (owner IN ('apprentice', 'tutor', 'referent', 'site')),
    CONSTRAINT visit_commitments_withdrawn_later CHECK (withdrawn_in > reported_in)
);
CREATE INDEX visit_commitments_by_visit ON visit_commitments (visit_id);
CREATE INDEX visit_commitments_open ON visit_commitments (site_id, due_on) WHERE done_on IS NULL AND withdrawn_in IS NULL;
CREATE TRIGGER visit_commitments_version BEFORE UPDATE ON visit_commitments FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE visit_commitments IS 'What somebody undertook to do at a visit, by when, and whether it is done.';
COMMENT ON COLUMN visit_commitments.id IS 'Identifier.';
COMMENT ON COLUMN visit_commitments.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN visit_commitments.visit_id IS 'Visit at which it was made.';
COMMENT ON COLUMN visit_commitments.owner IS 'Who is to do it: apprentice, tutor, referent or site.';
COMMENT ON COLUMN visit_commitments.what IS 'What is to be done.';
COMMENT ON COLUMN visit_commitments.due_on IS 'Last day to do it.';
COMMENT ON COLUMN visit_commitments.reported_in IS 'Version of the report that first holds it.';
COMMENT ON COLUMN visit_commitments.withdrawn_in IS 'Version of the report from which it no longer holds.';
COMMENT ON COLUMN visit_commitments.done_on IS 'Day it was done.';
COMMENT ON COLUMN visit_commitments.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN visit_commitments.created_at IS 'When the row was written.';
COMMENT ON COLUMN visit_commitments.updated_at IS 'When the row last changed.';

CREATE TABLE visit_notes (
    id          uuid PRIMARY KEY,
    site_id     uuid NOT NULL REFERENCES sites (id),
    visit_id    uuid NOT NULL,
    visibility  text NOT NULL,
    note        text NOT NULL,
    author_kind text NOT NULL,
    author_id   uuid,
    written_at  timestamptz NOT NULL,
    CONSTRAINT visit_notes_visit FOREIGN KEY (visit_id, site_id) REFERENCES visits (id, site_id),
    CONSTRAINT visit_notes_visibility CHECK (visibility IN ('everyone', 'staff_and_tutor', 'staff'))
);
CREATE INDEX visit_notes_by_visit ON visit_notes (visit_id, written_at);
COMMENT ON TABLE visit_notes IS 'Notes on difficulties met at a visit, each with who may read it; apart from the report, so that nothing betrays them.';
COMMENT ON COLUMN visit_notes.id IS 'Identifier.';
COMMENT ON COLUMN visit_notes.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN visit_notes.visit_id IS 'Visit.';
COMMENT ON COLUMN visit_notes.visibility IS 'Who may read it: everyone, staff_and_tutor or staff.';
COMMENT ON COLUMN visit_notes.note IS 'The note.';
COMMENT ON COLUMN visit_notes.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN visit_notes.author_id IS 'Account or link that wrote it.';
COMMENT ON COLUMN visit_notes.written_at IS 'When it was written.';
