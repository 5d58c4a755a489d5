-- What apprentices and their tutors think: two questions before each visit, one page a year.
CREATE TABLE satisfaction_answers (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    form          text NOT NULL,
    asked_of      text NOT NULL,
    apprentice_id uuid NOT NULL,
    tutor_id      uuid,
    visit_id      uuid,
    school_year   integer NOT NULL,
    answered_on   date NOT NULL,
    comment       text,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT satisfaction_answers_site_key UNIQUE (id, site_id),
    CONSTRAINT satisfaction_answers_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT satisfaction_answers_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    CONSTRAINT satisfaction_answers_visit FOREIGN KEY (visit_id, site_id) REFERENCES visits (id, site_id),
    CONSTRAINT satisfaction_answers_form CHECK (form IN ('visit', 'year')),
    CONSTRAINT satisfaction_answers_asked_of CHECK (asked_of IN ('apprentice', 'tutor')),
    CONSTRAINT satisfaction_answers_of_a_visit CHECK ((form = 'visit') = (visit_id IS NOT NULL)),
    CONSTRAINT satisfaction_answers_of_a_tutor CHECK ((asked_of = 'tutor') = (tutor_id IS NOT NULL))
);
CREATE UNIQUE INDEX satisfaction_answers_once_a_visit ON satisfaction_answers (visit_id, asked_of) WHERE visit_id IS NOT NULL;
CREATE UNIQUE INDEX satisfaction_answers_once_a_year ON satisfaction_answers (apprentice_id, asked_of, tutor_id, school_year) NULLS NOT DISTINCT WHERE visit_id IS NULL;
CREATE INDEX satisfaction_answers_by_site ON satisfaction_answers (site_id, school_year, id);
CREATE INDEX satisfaction_answers_by_tutor ON satisfaction_answers (tutor_id) WHERE tutor_id IS NOT NULL;
CREATE TRIGGER satisfaction_answers_version BEFORE UPDATE ON satisfaction_answers FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE satisfaction_answers IS 'What an apprentice or a tutor answered, once for each visit and each school year; only its author reads it, everybody else reads aggregates.';
COMMENT ON COLUMN satisfaction_answers.id IS 'Identifier.';
COMMENT ON COLUMN satisfaction_answers.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN satisfaction_answers.form IS 'visit or year.';
COMMENT ON COLUMN satisfaction_answers.asked_of IS 'apprentice or tutor.';
COMMENT ON COLUMN satisfaction_answers.apprentice_id IS 'Apprentice who answered, or about whom the tutor did.';
COMMENT ON COLUMN satisfaction_answers.tutor_id IS 'Company tutor who answered.';
COMMENT ON COLUMN satisfaction_answers.visit_id IS 'Visit before which it was asked.';
COMMENT ON COLUMN satisfaction_answers.school_year IS 'Year in which the school year began.';
COMMENT ON COLUMN satisfaction_answers.answered_on IS 'Day of the answer.';
COMMENT ON COLUMN satisfaction_answers.comment IS 'What was added in words, read by the office once there are enough answers, without a name.';
COMMENT ON COLUMN satisfaction_answers.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN satisfaction_answers.created_at IS 'When the row was written.';
COMMENT ON COLUMN satisfaction_answers.updated_at IS 'When the row last changed.';

CREATE TABLE satisfaction_scores (
    answer_id uuid NOT NULL,
    question  text NOT NULL,
    site_id   uuid NOT NULL REFERENCES sites (id),
    score     smallint NOT NULL,
    PRIMARY KEY (answer_id, question),
    CONSTRAINT satisfaction_scores_answer FOREIGN KEY (answer_id, site_id) REFERENCES satisfaction_answers (id, site_id),
    CONSTRAINT satisfaction_scores_level CHECK (score BETWEEN 1 AND 4)
);
COMMENT ON TABLE satisfaction_scores IS 'The level of each question of an answer.';
COMMENT ON COLUMN satisfaction_scores.answer_id IS 'Answer.';
COMMENT ON COLUMN satisfaction_scores.question IS 'Code of the question, of the list of the house.';
COMMENT ON COLUMN satisfaction_scores.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN satisfaction_scores.score IS 'Level, 1 for the lowest, 4 for the highest.';

-- what may be taken back grows by one kind, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''satisfaction_answer''::text])');
END $$;
