-- How a mock exam is held: its papers as sittings people attend, in a room, before a jury, each candidate at an hour.
-- Nothing is twice at once: exclusion constraints over btree_gist, which every server has here since the first migration. They
-- are checked at the end of a statement, so that the slots of a jury may all move in one.
CREATE TABLE sittings (
    id                  uuid PRIMARY KEY,
    site_id             uuid NOT NULL REFERENCES sites (id),
    mock_exam_id        uuid NOT NULL,
    paper_id            uuid NOT NULL,
    form                text NOT NULL,
    starts_at           timestamptz NOT NULL,
    ends_at             timestamptz NOT NULL,
    room                text NOT NULL,
    duration_minutes    smallint NOT NULL,
    preparation_minutes smallint NOT NULL DEFAULT 0,
    version             bigint NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sittings_site_key UNIQUE (id, site_id),
    CONSTRAINT sittings_mock_exam FOREIGN KEY (mock_exam_id, site_id) REFERENCES mock_exams (id, site_id),
    CONSTRAINT sittings_paper FOREIGN KEY (paper_id, site_id) REFERENCES mock_exam_papers (id, site_id),
    CONSTRAINT sittings_form CHECK (form IN ('written', 'oral', 'practical')),
    CONSTRAINT sittings_lasts CHECK (ends_at > starts_at),
    CONSTRAINT sittings_duration CHECK (duration_minutes > 0 AND preparation_minutes >= 0),
    CONSTRAINT sittings_one_in_a_room EXCLUDE USING gist (
        site_id WITH =, lower(room) WITH =, tstzrange(starts_at, ends_at) WITH &&
    ) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX sittings_by_site ON sittings (site_id, starts_at, id);
CREATE INDEX sittings_by_mock_exam ON sittings (mock_exam_id, starts_at, id);
CREATE INDEX sittings_by_paper ON sittings (paper_id);
CREATE TRIGGER sittings_version BEFORE UPDATE ON sittings FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE sittings IS 'A paper of a mock exam as people attend it: when, where, before whom. A room holds one at a time.';
COMMENT ON COLUMN sittings.id IS 'Identifier.';
COMMENT ON COLUMN sittings.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN sittings.mock_exam_id IS 'Mock exam it is part of.';
COMMENT ON COLUMN sittings.paper_id IS 'Paper sat.';
COMMENT ON COLUMN sittings.form IS 'written, oral or practical.';
COMMENT ON COLUMN sittings.starts_at IS 'When the room opens, the preparation of the first candidate included.';
COMMENT ON COLUMN sittings.ends_at IS 'When the room is free again.';
COMMENT ON COLUMN sittings.room IS 'Room, as people call it.';
COMMENT ON COLUMN sittings.duration_minutes IS 'Minutes a candidate has, preparation and extra time excluded.';
COMMENT ON COLUMN sittings.preparation_minutes IS 'Minutes a candidate prepares before an oral.';
COMMENT ON COLUMN sittings.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN sittings.created_at IS 'When the row was written.';
COMMENT ON COLUMN sittings.updated_at IS 'When the row last changed.';

CREATE TABLE sitting_jurors (
    id         uuid PRIMARY KEY,
    site_id    uuid NOT NULL REFERENCES sites (id),
    sitting_id uuid NOT NULL,
    account_id uuid REFERENCES accounts (id),
    tutor_id   uuid,
    rank       smallint NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    CONSTRAINT sitting_jurors_sitting FOREIGN KEY (sitting_id, site_id) REFERENCES sittings (id, site_id),
    CONSTRAINT sitting_jurors_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    CONSTRAINT sitting_jurors_somebody CHECK ((account_id IS NULL) <> (tutor_id IS NULL)),
    CONSTRAINT sitting_jurors_account_once EXCLUDE USING gist (
        account_id WITH =, tstzrange(starts_at, ends_at) WITH &&
    ) WHERE (account_id IS NOT NULL) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT sitting_jurors_tutor_once EXCLUDE USING gist (
        tutor_id WITH =, tstzrange(starts_at, ends_at) WITH &&
    ) WHERE (tutor_id IS NOT NULL) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX sitting_jurors_by_sitting ON sitting_jurors (sitting_id, rank);
CREATE INDEX sitting_jurors_by_account ON sitting_jurors (account_id);
CREATE INDEX sitting_jurors_by_tutor ON sitting_jurors (tutor_id);
COMMENT ON TABLE sitting_jurors IS 'Who examines or invigilates a sitting, as long as it lasts: nobody is at two at once.';
COMMENT ON COLUMN sitting_jurors.id IS 'Identifier.';
COMMENT ON COLUMN sitting_jurors.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN sitting_jurors.sitting_id IS 'Sitting.';
COMMENT ON COLUMN sitting_jurors.account_id IS 'Member of the staff, by their account.';
COMMENT ON COLUMN sitting_jurors.tutor_id IS 'Company tutor.';
COMMENT ON COLUMN sitting_jurors.rank IS 'Order in which the jury is told, from 1.';
COMMENT ON COLUMN sitting_jurors.starts_at IS 'When the sitting starts.';
COMMENT ON COLUMN sitting_jurors.ends_at IS 'When the sitting ends.';

CREATE TABLE sitting_slots (
    id                        uuid PRIMARY KEY,
    site_id                   uuid NOT NULL REFERENCES sites (id),
    sitting_id                uuid NOT NULL,
    enrolment_id              uuid NOT NULL,
    presence                  text NOT NULL,
    alone                     boolean NOT NULL,
    extra_minutes             smallint NOT NULL DEFAULT 0,
    extra_preparation_minutes smallint NOT NULL DEFAULT 0,
    prepares_at               timestamptz,
    starts_at                 timestamptz,
    ends_at                   timestamptz,
    version                   bigint NOT NULL DEFAULT 1,
    created_at                timestamptz NOT NULL DEFAULT now(),
    updated_at                timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sitting_slots_sitting FOREIGN KEY (sitting_id, site_id) REFERENCES sittings (id, site_id),
    CONSTRAINT sitting_slots_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT sitting_slots_once UNIQUE (sitting_id, enrolment_id),
    CONSTRAINT sitting_slots_presence CHECK (presence IN ('expected', 'exempt', 'kept', 'absent')),
    CONSTRAINT sitting_slots_extra CHECK (extra_minutes >= 0 AND extra_preparation_minutes >= 0),
    CONSTRAINT sitting_slots_placed_whole CHECK (num_nonnulls(prepares_at, starts_at, ends_at) IN (0, 3)),
    CONSTRAINT sitting_slots_placed_expected CHECK (presence = 'expected' OR starts_at IS NULL),
    CONSTRAINT sitting_slots_lasts CHECK (prepares_at <= starts_at AND starts_at < ends_at),
    CONSTRAINT sitting_slots_candidate_once EXCLUDE USING gist (
        enrolment_id WITH =, tstzrange(prepares_at, ends_at) WITH &&
    ) WHERE (starts_at IS NOT NULL) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT sitting_slots_one_before_the_jury EXCLUDE USING gist (
        sitting_id WITH =, tstzrange(starts_at, ends_at) WITH &&
    ) WHERE (alone AND starts_at IS NOT NULL) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX sitting_slots_by_enrolment ON sitting_slots (enrolment_id, starts_at);
CREATE TRIGGER sitting_slots_version BEFORE UPDATE ON sitting_slots FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE sitting_slots IS 'A candidate of a sitting and the hour at which they sit it. Extra time is minutes, never a reason.';
COMMENT ON COLUMN sitting_slots.id IS 'Identifier.';
COMMENT ON COLUMN sitting_slots.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN sitting_slots.sitting_id IS 'Sitting.';
COMMENT ON COLUMN sitting_slots.enrolment_id IS 'Enrolment of the candidate.';
COMMENT ON COLUMN sitting_slots.presence IS 'expected; exempt from the unit; kept, the mark of an earlier session; absent, as announced.';
COMMENT ON COLUMN sitting_slots.alone IS 'Whether candidates come one after another, as at an oral.';
COMMENT ON COLUMN sitting_slots.extra_minutes IS 'Minutes added to the duration for this candidate.';
COMMENT ON COLUMN sitting_slots.extra_preparation_minutes IS 'Minutes added to the preparation for this candidate.';
COMMENT ON COLUMN sitting_slots.prepares_at IS 'When the candidate is there, preparation included; none until placed.';
COMMENT ON COLUMN sitting_slots.starts_at IS 'When the candidate starts; none until placed.';
COMMENT ON COLUMN sitting_slots.ends_at IS 'When the candidate is done; none until placed.';
COMMENT ON COLUMN sitting_slots.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN sitting_slots.created_at IS 'When the row was written.';
COMMENT ON COLUMN sitting_slots.updated_at IS 'When the row last changed.';

CREATE TABLE sitting_publications (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    mock_exam_id uuid NOT NULL,
    published_at timestamptz NOT NULL,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sitting_publications_mock_exam FOREIGN KEY (mock_exam_id, site_id) REFERENCES mock_exams (id, site_id),
    CONSTRAINT sitting_publications_once UNIQUE (mock_exam_id)
);
CREATE TRIGGER sitting_publications_version BEFORE UPDATE ON sitting_publications FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE sitting_publications IS 'That the sittings of a mock exam are shown to candidates and jurors; without a row, to the staff alone.';
COMMENT ON COLUMN sitting_publications.id IS 'Identifier.';
COMMENT ON COLUMN sitting_publications.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN sitting_publications.mock_exam_id IS 'Mock exam whose sittings are shown.';
COMMENT ON COLUMN sitting_publications.published_at IS 'When they were published.';
COMMENT ON COLUMN sitting_publications.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN sitting_publications.created_at IS 'When the row was written.';
COMMENT ON COLUMN sitting_publications.updated_at IS 'When the row last changed.';

-- what may be taken back grows by three kinds, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''sitting''::text, ''sitting_slot''::text, ''sitting_publication''::text])');
END $$;
