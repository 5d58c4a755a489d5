-- What leavers do some months after the end of their training, and the official figures beside.
CREATE TABLE outcome_surveys (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    enrolment_id uuid NOT NULL,
    wave_months  smallint NOT NULL,
    ended_on     date NOT NULL,
    opens_on     date NOT NULL,
    closes_on    date NOT NULL,
    secret_hash  bytea,
    link_made_on date,
    reminders    smallint NOT NULL DEFAULT 0,
    reminded_on  date,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT outcome_surveys_site_key UNIQUE (id, site_id),
    CONSTRAINT outcome_surveys_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT outcome_surveys_once UNIQUE (enrolment_id, wave_months),
    CONSTRAINT outcome_surveys_secret UNIQUE (secret_hash),
    CONSTRAINT outcome_surveys_wave CHECK (wave_months BETWEEN 1 AND 60),
    CONSTRAINT outcome_surveys_window CHECK (ended_on <= opens_on AND opens_on <= closes_on),
    CONSTRAINT outcome_surveys_reminders CHECK (reminders >= 0),
    CONSTRAINT outcome_surveys_reminded_is_dated CHECK ((reminders = 0) = (reminded_on IS NULL)),
    CONSTRAINT outcome_surveys_link_is_dated CHECK ((secret_hash IS NULL) = (link_made_on IS NULL))
);
CREATE INDEX outcome_surveys_by_site ON outcome_surveys (site_id, closes_on, id);
CREATE TRIGGER outcome_surveys_version BEFORE UPDATE ON outcome_surveys FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE outcome_surveys IS 'A leaver asked what they do, some months after the end of their training; one for each wave.';
COMMENT ON COLUMN outcome_surveys.id IS 'Identifier.';
COMMENT ON COLUMN outcome_surveys.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN outcome_surveys.enrolment_id IS 'Enrolment of the leaver.';
COMMENT ON COLUMN outcome_surveys.wave_months IS 'Months after the end of the training.';
COMMENT ON COLUMN outcome_surveys.ended_on IS 'Last day of the training, from which the months are counted.';
COMMENT ON COLUMN outcome_surveys.opens_on IS 'First day on which answers are taken.';
COMMENT ON COLUMN outcome_surveys.closes_on IS 'Last day on which they are.';
COMMENT ON COLUMN outcome_surveys.secret_hash IS 'SHA-256 of the secret of the link sent to the leaver; none until one is made, and the latest counts.';
COMMENT ON COLUMN outcome_surveys.link_made_on IS 'Day on which the first link was made.';
COMMENT ON COLUMN outcome_surveys.reminders IS 'How many times the leaver was reminded.';
COMMENT ON COLUMN outcome_surveys.reminded_on IS 'Day of the last reminder.';
COMMENT ON COLUMN outcome_surveys.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN outcome_surveys.created_at IS 'When the row was written.';
COMMENT ON COLUMN outcome_surveys.updated_at IS 'When the row last changed.';

CREATE TABLE outcome_answers (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    survey_id    uuid NOT NULL,
    source       text NOT NULL,
    situation    text NOT NULL,
    organisation text,
    town         text,
    since_on     date,
    answered_on  date NOT NULL,
    author_kind  text NOT NULL,
    author_id    uuid,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT outcome_answers_survey FOREIGN KEY (survey_id, site_id) REFERENCES outcome_surveys (id, site_id),
    CONSTRAINT outcome_answers_source CHECK (source IN ('link', 'phone', 'other')),
    CONSTRAINT outcome_answers_situation CHECK (situation IN ('employed', 'self_employed', 'employed_abroad', 'studying', 'apprenticeship', 'seeking', 'other'))
);
CREATE INDEX outcome_answers_latest ON outcome_answers (survey_id, id DESC);
CREATE TRIGGER outcome_answers_version BEFORE UPDATE ON outcome_answers FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE outcome_answers IS 'What a leaver said they do; a change is another row, and the latest counts.';
COMMENT ON COLUMN outcome_answers.id IS 'Identifier.';
COMMENT ON COLUMN outcome_answers.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN outcome_answers.survey_id IS 'Survey answered.';
COMMENT ON COLUMN outcome_answers.source IS 'link, by the leaver; phone or other, as entered by staff.';
COMMENT ON COLUMN outcome_answers.situation IS 'employed, self_employed, employed_abroad, studying, apprenticeship, seeking or other.';
COMMENT ON COLUMN outcome_answers.organisation IS 'Employer, or school, when said.';
COMMENT ON COLUMN outcome_answers.town IS 'Town of it, when said.';
COMMENT ON COLUMN outcome_answers.since_on IS 'Since when, when said.';
COMMENT ON COLUMN outcome_answers.answered_on IS 'Day on which it was said.';
COMMENT ON COLUMN outcome_answers.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN outcome_answers.author_id IS 'Account that entered it; none for the leaver.';
COMMENT ON COLUMN outcome_answers.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN outcome_answers.created_at IS 'When the row was written.';
COMMENT ON COLUMN outcome_answers.updated_at IS 'When the row last changed.';

CREATE TABLE official_figures (
    id               uuid PRIMARY KEY,
    site_id          uuid NOT NULL REFERENCES sites (id),
    programme_code   text,
    rate             text NOT NULL,
    months           smallint,
    vintage_from     integer NOT NULL,
    vintage_to       integer NOT NULL,
    value_hundredths integer,
    population       integer,
    withheld_reason  text,
    source           text NOT NULL,
    published_on     date NOT NULL,
    version          bigint NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT official_figures_site_key UNIQUE (id, site_id),
    CONSTRAINT official_figures_once UNIQUE NULLS NOT DISTINCT (site_id, programme_code, rate, months, vintage_to),
    CONSTRAINT official_figures_rate CHECK (rate IN ('employment', 'employed_share', 'further_study', 'other_situations', 'added_value', 'contract_rupture', 'interruption', 'award')),
    CONSTRAINT official_figures_months CHECK ((rate IN ('employment', 'employed_share')) = (months IS NOT NULL) AND months BETWEEN 1 AND 60),
    CONSTRAINT official_figures_vintage CHECK (vintage_from <= vintage_to),
    CONSTRAINT official_figures_value CHECK (value_hundredths BETWEEN -10000 AND 10000 AND (value_hundredths >= 0 OR rate = 'added_value')),
    CONSTRAINT official_figures_value_or_why CHECK ((value_hundredths IS NULL) = (withheld_reason IS NOT NULL)),
    CONSTRAINT official_figures_population CHECK (population >= 0)
);
CREATE TRIGGER official_figures_version BEFORE UPDATE ON official_figures FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE official_figures IS 'A rate published by the administration about a site or one of its programmes: beside our own, never mixed with them.';
COMMENT ON COLUMN official_figures.id IS 'Identifier.';
COMMENT ON COLUMN official_figures.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN official_figures.programme_code IS 'Programme it is about; none for the site as a whole.';
COMMENT ON COLUMN official_figures.rate IS 'employment, employed_share, further_study, other_situations, added_value, contract_rupture, interruption or award.';
COMMENT ON COLUMN official_figures.months IS 'Months after the end of the training, for a rate of employment.';
COMMENT ON COLUMN official_figures.vintage_from IS 'First year of the cohorts counted.';
COMMENT ON COLUMN official_figures.vintage_to IS 'Last of them: official rates of establishments add two years up.';
COMMENT ON COLUMN official_figures.value_hundredths IS 'The rate in hundredths of a percent (of a point for added value, which may be below zero); none when it is not published.';
COMMENT ON COLUMN official_figures.population IS 'How many people it is computed over, when said.';
COMMENT ON COLUMN official_figures.withheld_reason IS 'Why there is no value: too few people, not available.';
COMMENT ON COLUMN official_figures.source IS 'Where it was read: data set, page, file.';
COMMENT ON COLUMN official_figures.published_on IS 'Day on which it was published.';
COMMENT ON COLUMN official_figures.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN official_figures.created_at IS 'When the row was written.';
COMMENT ON COLUMN official_figures.updated_at IS 'When the row last changed.';

-- what may be taken back grows, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''outcome_survey''::text, ''outcome_answer''::text, ''official_figure''::text])');
END $$;
