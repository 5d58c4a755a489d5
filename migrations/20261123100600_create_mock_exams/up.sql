CREATE TABLE mock_exams (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    cohort_id       uuid NOT NULL,
    ordinal         smallint NOT NULL,
    training_year   smallint NOT NULL,
    month_on        date NOT NULL,
    starts_on       date,
    ends_on         date,
    tutors_invited  boolean NOT NULL,
    state           text NOT NULL DEFAULT 'planned',
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT mock_exams_site_key UNIQUE (id, site_id),
    CONSTRAINT mock_exams_cohort FOREIGN KEY (cohort_id, site_id) REFERENCES cohorts (id, site_id),
    CONSTRAINT mock_exams_once UNIQUE (cohort_id, ordinal),
    CONSTRAINT mock_exams_first_of_month CHECK (EXTRACT(day FROM month_on) = 1),
    CONSTRAINT mock_exams_days CHECK (ends_on >= starts_on),
    CONSTRAINT mock_exams_state CHECK (state IN ('planned', 'held', 'cancelled'))
);
CREATE INDEX mock_exams_by_site ON mock_exams (site_id, month_on, id);
CREATE TRIGGER mock_exams_version BEFORE UPDATE ON mock_exams FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE mock_exams IS 'Mock exam sessions of a cohort, generated from the programme''s plan.';
COMMENT ON COLUMN mock_exams.id IS 'Identifier.';
COMMENT ON COLUMN mock_exams.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN mock_exams.cohort_id IS 'Cohort that sits it.';
COMMENT ON COLUMN mock_exams.ordinal IS 'Rank in the cohort, from 1.';
COMMENT ON COLUMN mock_exams.training_year IS 'Year of the training cycle, from 1.';
COMMENT ON COLUMN mock_exams.month_on IS 'First day of the month planned.';
COMMENT ON COLUMN mock_exams.starts_on IS 'First day, once fixed.';
COMMENT ON COLUMN mock_exams.ends_on IS 'Last day, once fixed.';
COMMENT ON COLUMN mock_exams.tutors_invited IS 'Whether company tutors are invited.';
COMMENT ON COLUMN mock_exams.state IS 'planned, held or cancelled.';
COMMENT ON COLUMN mock_exams.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN mock_exams.created_at IS 'When the row was written.';
COMMENT ON COLUMN mock_exams.updated_at IS 'When the row last changed.';

CREATE TABLE mock_exam_papers (
    id                     uuid PRIMARY KEY,
    site_id                uuid NOT NULL REFERENCES sites (id),
    mock_exam_id           uuid NOT NULL,
    unit_code              text NOT NULL,
    label                  text NOT NULL,
    coefficient_hundredths integer,
    optional               boolean NOT NULL,
    rank                   smallint NOT NULL,
    CONSTRAINT mock_exam_papers_site_key UNIQUE (id, site_id),
    CONSTRAINT mock_exam_papers_mock_exam FOREIGN KEY (mock_exam_id, site_id) REFERENCES mock_exams (id, site_id),
    CONSTRAINT mock_exam_papers_one_per_unit UNIQUE (mock_exam_id, unit_code),
    CONSTRAINT mock_exam_papers_coefficient CHECK (coefficient_hundredths > 0 OR optional)
);
COMMENT ON TABLE mock_exam_papers IS 'One paper per exam unit that carries a mark.';
COMMENT ON COLUMN mock_exam_papers.id IS 'Identifier.';
COMMENT ON COLUMN mock_exam_papers.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN mock_exam_papers.mock_exam_id IS 'Session of the paper.';
COMMENT ON COLUMN mock_exam_papers.unit_code IS 'Exam unit in the regulation.';
COMMENT ON COLUMN mock_exam_papers.label IS 'Title of the unit.';
COMMENT ON COLUMN mock_exam_papers.coefficient_hundredths IS 'Coefficient in hundredths (150 is 1.5); none for an optional unit.';
COMMENT ON COLUMN mock_exam_papers.optional IS 'An optional unit adds only its points above 10.';
COMMENT ON COLUMN mock_exam_papers.rank IS 'Order of the unit in the regulation.';

CREATE TABLE mock_exam_marks (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    paper_id        uuid NOT NULL,
    enrolment_id    uuid NOT NULL,
    status          text NOT NULL,
    mark_hundredths integer,
    remark          text,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT mock_exam_marks_paper FOREIGN KEY (paper_id, site_id) REFERENCES mock_exam_papers (id, site_id),
    CONSTRAINT mock_exam_marks_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT mock_exam_marks_once UNIQUE (paper_id, enrolment_id),
    CONSTRAINT mock_exam_marks_status CHECK (status IN ('marked', 'absent', 'exempt')),
    CONSTRAINT mock_exam_marks_marked_has_mark CHECK ((status = 'marked') = (mark_hundredths IS NOT NULL)),
    CONSTRAINT mock_exam_marks_out_of_20 CHECK (mark_hundredths BETWEEN 0 AND 2000)
);
CREATE INDEX mock_exam_marks_by_enrolment ON mock_exam_marks (enrolment_id);
CREATE TRIGGER mock_exam_marks_version BEFORE UPDATE ON mock_exam_marks FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE mock_exam_marks IS 'What one apprentice got at one paper: a mark, an absence or an exemption.';
COMMENT ON COLUMN mock_exam_marks.id IS 'Identifier.';
COMMENT ON COLUMN mock_exam_marks.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN mock_exam_marks.paper_id IS 'Paper sat.';
COMMENT ON COLUMN mock_exam_marks.enrolment_id IS 'Enrolment of the candidate.';
COMMENT ON COLUMN mock_exam_marks.status IS 'marked, absent (not zero) or exempt.';
COMMENT ON COLUMN mock_exam_marks.mark_hundredths IS 'Mark out of 20 in hundredths.';
COMMENT ON COLUMN mock_exam_marks.remark IS 'Remark of the marker.';
COMMENT ON COLUMN mock_exam_marks.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN mock_exam_marks.created_at IS 'When the row was written.';
COMMENT ON COLUMN mock_exam_marks.updated_at IS 'When the row last changed.';

CREATE TABLE mock_exam_invitations (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    mock_exam_id  uuid NOT NULL,
    tutor_id      uuid NOT NULL,
    apprentice_id uuid NOT NULL,
    answer        text NOT NULL DEFAULT 'pending',
    answered_at   timestamptz,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT mock_exam_invitations_mock_exam FOREIGN KEY (mock_exam_id, site_id) REFERENCES mock_exams (id, site_id),
    CONSTRAINT mock_exam_invitations_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    CONSTRAINT mock_exam_invitations_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT mock_exam_invitations_once UNIQUE (mock_exam_id, tutor_id, apprentice_id),
    CONSTRAINT mock_exam_invitations_answer CHECK (answer IN ('pending', 'accepted', 'declined')),
    CONSTRAINT mock_exam_invitations_answered CHECK ((answer = 'pending') = (answered_at IS NULL))
);
CREATE INDEX mock_exam_invitations_by_tutor ON mock_exam_invitations (tutor_id);
CREATE TRIGGER mock_exam_invitations_version BEFORE UPDATE ON mock_exam_invitations FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE mock_exam_invitations IS 'Company tutors invited to a mock exam of the second year.';
COMMENT ON COLUMN mock_exam_invitations.id IS 'Identifier.';
COMMENT ON COLUMN mock_exam_invitations.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN mock_exam_invitations.mock_exam_id IS 'Session the tutor is invited to.';
COMMENT ON COLUMN mock_exam_invitations.tutor_id IS 'Tutor invited.';
COMMENT ON COLUMN mock_exam_invitations.apprentice_id IS 'Apprentice the tutor follows.';
COMMENT ON COLUMN mock_exam_invitations.answer IS 'pending, accepted or declined.';
COMMENT ON COLUMN mock_exam_invitations.answered_at IS 'When the tutor answered.';
COMMENT ON COLUMN mock_exam_invitations.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN mock_exam_invitations.created_at IS 'When the row was written.';
COMMENT ON COLUMN mock_exam_invitations.updated_at IS 'When the row last changed.';
