-- Rates as they were published: values, definition and date, which later facts do not change.
CREATE TABLE rate_publications (
    id               uuid PRIMARY KEY,
    site_id          uuid NOT NULL REFERENCES sites (id),
    programme_code   text NOT NULL,
    cohort_id        uuid,
    exam_session     integer,
    channel          text NOT NULL,
    as_of            date NOT NULL,
    edition          text NOT NULL,
    threshold        integer NOT NULL,
    published_at     timestamptz NOT NULL,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    version          bigint NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT rate_publications_site_key UNIQUE (id, site_id),
    CONSTRAINT rate_publications_cohort FOREIGN KEY (cohort_id, site_id) REFERENCES cohorts (id, site_id),
    CONSTRAINT rate_publications_channel CHECK (channel IN ('own', 'official')),
    CONSTRAINT rate_publications_threshold CHECK (threshold >= 1),
    CONSTRAINT rate_publications_withdrawn_has_reason CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
);
CREATE INDEX rate_publications_by_site ON rate_publications (site_id, id DESC);
CREATE INDEX rate_publications_by_cohort ON rate_publications (cohort_id);
CREATE TRIGGER rate_publications_version BEFORE UPDATE ON rate_publications FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE rate_publications IS 'A publication of rates: what was shown in public, frozen; withdrawn with a reason, never removed.';
COMMENT ON COLUMN rate_publications.id IS 'Identifier.';
COMMENT ON COLUMN rate_publications.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN rate_publications.programme_code IS 'Programme whose rates they are.';
COMMENT ON COLUMN rate_publications.cohort_id IS 'Cohort whose rates they are; none for all those of the session, or of the programme.';
COMMENT ON COLUMN rate_publications.exam_session IS 'Year of the exam session; none for all of them.';
COMMENT ON COLUMN rate_publications.channel IS 'own: figures of the site; official: under the threshold of official ones.';
COMMENT ON COLUMN rate_publications.as_of IS 'Day as of which they were computed.';
COMMENT ON COLUMN rate_publications.edition IS 'Version of the definitions.';
COMMENT ON COLUMN rate_publications.threshold IS 'Fewest people of a rate that was shown.';
COMMENT ON COLUMN rate_publications.published_at IS 'When they were published.';
COMMENT ON COLUMN rate_publications.withdrawn_at IS 'When they were withdrawn.';
COMMENT ON COLUMN rate_publications.withdrawn_reason IS 'Why they were withdrawn.';
COMMENT ON COLUMN rate_publications.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN rate_publications.created_at IS 'When the row was written.';
COMMENT ON COLUMN rate_publications.updated_at IS 'When the row last changed.';

CREATE TABLE rate_publication_values (
    id             uuid PRIMARY KEY,
    site_id        uuid NOT NULL REFERENCES sites (id),
    publication_id uuid NOT NULL,
    rate           text NOT NULL,
    rank           smallint NOT NULL,
    numerator      integer NOT NULL,
    denominator    integer NOT NULL,
    withheld       text,
    excluded       jsonb NOT NULL,
    definition     jsonb NOT NULL,
    cases          uuid[] NOT NULL,
    people         uuid[] NOT NULL,
    CONSTRAINT rate_publication_values_publication FOREIGN KEY (publication_id, site_id) REFERENCES rate_publications (id, site_id),
    CONSTRAINT rate_publication_values_once UNIQUE (publication_id, rate),
    CONSTRAINT rate_publication_values_within CHECK (0 <= numerator AND numerator <= denominator),
    CONSTRAINT rate_publication_values_of_somebody CHECK (denominator > 0 OR withheld IS NOT NULL),
    CONSTRAINT rate_publication_values_people_of_what_is_shown CHECK (
        cardinality(people) = CASE WHEN withheld IS NULL THEN denominator ELSE 0 END
        AND cardinality(cases) = cardinality(people)
    )
);
CREATE INDEX rate_publication_values_by_rate ON rate_publication_values (site_id, rate);
COMMENT ON TABLE rate_publication_values IS 'A rate of a publication, frozen: exact fraction, who was left out, the definition followed.';
COMMENT ON COLUMN rate_publication_values.id IS 'Identifier.';
COMMENT ON COLUMN rate_publication_values.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN rate_publication_values.publication_id IS 'Publication it is part of.';
COMMENT ON COLUMN rate_publication_values.rate IS 'Which rate.';
COMMENT ON COLUMN rate_publication_values.rank IS 'Place among the rates, from 1.';
COMMENT ON COLUMN rate_publication_values.numerator IS 'How many were counted.';
COMMENT ON COLUMN rate_publication_values.denominator IS 'Over how many.';
COMMENT ON COLUMN rate_publication_values.withheld IS 'Why nothing of it is shown in public; none when it is.';
COMMENT ON COLUMN rate_publication_values.excluded IS 'How many were left out, by reason.';
COMMENT ON COLUMN rate_publication_values.definition IS 'The definition followed, in words.';
COMMENT ON COLUMN rate_publication_values.cases IS 'Identifiers of the enrolments or contracts a shown rate is over, to which later publications are compared; never answered.';
COMMENT ON COLUMN rate_publication_values.people IS 'Identifiers of the apprentices whose each of them is; never answered.';
