-- What audits count stays as it was once a file is forgotten: days and codes of closed complaints and of opinions, under identifiers
-- of their own, and nothing that leads to whoever complained, answered or was spoken of.
CREATE TABLE past_complaints (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    received_on     date NOT NULL,
    complainant     text NOT NULL,
    subject         text NOT NULL,
    acknowledged_on date,
    answered_on     date,
    closed_on       date NOT NULL,
    outcome         text NOT NULL
);
CREATE INDEX past_complaints_by_day ON past_complaints (site_id, received_on);
COMMENT ON TABLE past_complaints IS 'What audits go on counting of closed complaints whose file was forgotten: days and codes, nothing that names anybody.';
COMMENT ON COLUMN past_complaints.id IS 'Identifier, of this row alone.';
COMMENT ON COLUMN past_complaints.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN past_complaints.received_on IS 'Day it was received.';
COMMENT ON COLUMN past_complaints.complainant IS 'Who complained: apprentice, guardian, candidate, tutor, employer, staff, partner or other.';
COMMENT ON COLUMN past_complaints.subject IS 'What was complained of, by its code.';
COMMENT ON COLUMN past_complaints.acknowledged_on IS 'First acknowledgement, or answer.';
COMMENT ON COLUMN past_complaints.answered_on IS 'First answer.';
COMMENT ON COLUMN past_complaints.closed_on IS 'Day it was closed.';
COMMENT ON COLUMN past_complaints.outcome IS 'How it ended: upheld, partly_upheld, not_upheld or dropped.';

CREATE TABLE past_opinions (
    id          uuid PRIMARY KEY,
    site_id     uuid NOT NULL REFERENCES sites (id),
    form        text NOT NULL,
    asked_of    text NOT NULL,
    school_year integer NOT NULL,
    answered_on date NOT NULL,
    scores      jsonb NOT NULL
);
CREATE INDEX past_opinions_by_year ON past_opinions (site_id, school_year);
COMMENT ON TABLE past_opinions IS 'What audits go on counting of opinions whose file was forgotten: days and levels, nothing that names anybody.';
COMMENT ON COLUMN past_opinions.id IS 'Identifier, of this row alone.';
COMMENT ON COLUMN past_opinions.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN past_opinions.form IS 'visit or year.';
COMMENT ON COLUMN past_opinions.asked_of IS 'apprentice or tutor.';
COMMENT ON COLUMN past_opinions.school_year IS 'Year in which the school year began.';
COMMENT ON COLUMN past_opinions.answered_on IS 'Day of the answer.';
COMMENT ON COLUMN past_opinions.scores IS 'Level of each question, by its code.';

CREATE FUNCTION keep_counts_of(people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO past_complaints (id, site_id, received_on, complainant, subject, acknowledged_on, answered_on, closed_on, outcome)
    SELECT gen_random_uuid(), c.site_id, c.received_on, c.complainant, c.subject,
           (SELECT min(s.done_on) FROM complaint_steps AS s WHERE s.complaint_id = c.id AND s.kind IN ('acknowledged', 'answered')),
           (SELECT min(s.done_on) FROM complaint_steps AS s WHERE s.complaint_id = c.id AND s.kind = 'answered'),
           c.closed_on, c.outcome
    FROM complaints AS c
    WHERE c.apprentice_id = ANY (people) AND c.closed_on IS NOT NULL;
    INSERT INTO past_opinions (id, site_id, form, asked_of, school_year, answered_on, scores)
    SELECT gen_random_uuid(), a.site_id, a.form, a.asked_of, a.school_year, a.answered_on,
           coalesce((SELECT jsonb_object_agg(s.question, s.score) FROM satisfaction_scores AS s WHERE s.answer_id = a.id), '{}')
    FROM satisfaction_answers AS a
    WHERE a.apprentice_id = ANY (people);
END $$;
COMMENT ON FUNCTION keep_counts_of IS 'Keeps what audits count of some apprentices before their files are forgotten.';
