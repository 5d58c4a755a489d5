-- The alternation calendar: the week of a cohort, its dated exceptions, and what differs for one apprentice.
CREATE TABLE cohort_calendars (
    cohort_id  uuid PRIMARY KEY,
    site_id    uuid NOT NULL REFERENCES sites (id),
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cohort_calendars_cohort FOREIGN KEY (cohort_id, site_id) REFERENCES cohorts (id, site_id)
);
CREATE TRIGGER cohort_calendars_version BEFORE UPDATE ON cohort_calendars FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE cohort_calendars IS 'Calendars of cohorts, each written as a whole; a cohort without one follows the week of its programme, if that is known.';
COMMENT ON COLUMN cohort_calendars.cohort_id IS 'Cohort.';
COMMENT ON COLUMN cohort_calendars.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN cohort_calendars.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN cohort_calendars.created_at IS 'When the row was written.';
COMMENT ON COLUMN cohort_calendars.updated_at IS 'When the row last changed.';

CREATE TABLE cohort_rhythms (
    cohort_id        uuid NOT NULL REFERENCES cohort_calendars (cohort_id) ON DELETE CASCADE,
    site_id          uuid NOT NULL REFERENCES sites (id),
    from_on          date NOT NULL,
    company_weekdays smallint[] NOT NULL,
    centre_weekdays  smallint[] NOT NULL,
    PRIMARY KEY (cohort_id, from_on),
    CONSTRAINT cohort_rhythms_iso_weekdays CHECK (company_weekdays <@ '{1,2,3,4,5,6,7}' AND centre_weekdays <@ '{1,2,3,4,5,6,7}'),
    CONSTRAINT cohort_rhythms_one_place_a_day CHECK (NOT company_weekdays && centre_weekdays)
);
COMMENT ON TABLE cohort_rhythms IS 'The week of a cohort, from a day on, until the next row.';
COMMENT ON COLUMN cohort_rhythms.cohort_id IS 'Cohort.';
COMMENT ON COLUMN cohort_rhythms.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN cohort_rhythms.from_on IS 'First day of this week.';
COMMENT ON COLUMN cohort_rhythms.company_weekdays IS 'Days of the week in the company, 1 for Monday.';
COMMENT ON COLUMN cohort_rhythms.centre_weekdays IS 'Days of the week at the centre, 1 for Monday.';

CREATE TABLE cohort_exceptions (
    cohort_id uuid NOT NULL REFERENCES cohort_calendars (cohort_id) ON DELETE CASCADE,
    site_id   uuid NOT NULL REFERENCES sites (id),
    rank      smallint NOT NULL,
    kind      text NOT NULL,
    label     text NOT NULL,
    from_on   date NOT NULL,
    to_on     date NOT NULL,
    weekdays  smallint[] NOT NULL,
    PRIMARY KEY (cohort_id, rank),
    CONSTRAINT cohort_exceptions_kind CHECK (kind IN ('centre', 'company', 'closure', 'exam')),
    CONSTRAINT cohort_exceptions_in_order CHECK (from_on <= to_on),
    CONSTRAINT cohort_exceptions_iso_weekdays CHECK (weekdays <@ '{1,2,3,4,5,6,7}')
);
COMMENT ON TABLE cohort_exceptions IS 'Dated exceptions to the week of a cohort: weeks at the centre, weeks in the company, closures, exams.';
COMMENT ON COLUMN cohort_exceptions.cohort_id IS 'Cohort.';
COMMENT ON COLUMN cohort_exceptions.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN cohort_exceptions.rank IS 'Place in the list, from 0; settles ties.';
COMMENT ON COLUMN cohort_exceptions.kind IS 'What the days become.';
COMMENT ON COLUMN cohort_exceptions.label IS 'Name people use for it.';
COMMENT ON COLUMN cohort_exceptions.from_on IS 'First day.';
COMMENT ON COLUMN cohort_exceptions.to_on IS 'Last day, both included.';
COMMENT ON COLUMN cohort_exceptions.weekdays IS 'Days of the week it applies to, 1 for Monday.';

CREATE TABLE calendar_overrides (
    id               uuid PRIMARY KEY,
    site_id          uuid NOT NULL REFERENCES sites (id),
    apprentice_id    uuid NOT NULL,
    from_on          date NOT NULL,
    to_on            date,
    company_weekdays smallint[],
    centre_weekdays  smallint[],
    public_holidays  text,
    version          bigint NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT calendar_overrides_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT calendar_overrides_in_order CHECK (from_on <= to_on),
    CONSTRAINT calendar_overrides_whole_week CHECK ((company_weekdays IS NULL) = (centre_weekdays IS NULL)),
    CONSTRAINT calendar_overrides_say_something CHECK (company_weekdays IS NOT NULL OR public_holidays IS NOT NULL),
    CONSTRAINT calendar_overrides_iso_weekdays CHECK (company_weekdays <@ '{1,2,3,4,5,6,7}' AND centre_weekdays <@ '{1,2,3,4,5,6,7}'),
    CONSTRAINT calendar_overrides_one_place_a_day CHECK (NOT company_weekdays && centre_weekdays),
    CONSTRAINT calendar_overrides_public_holidays CHECK (public_holidays IN ('standard', 'alsace_moselle')),
    CONSTRAINT calendar_overrides_one_week_at_a_time EXCLUDE USING gist (
        apprentice_id WITH =, daterange(from_on, to_on, '[]') WITH &&
    ) WHERE (company_weekdays IS NOT NULL),
    CONSTRAINT calendar_overrides_one_place_at_a_time EXCLUDE USING gist (
        apprentice_id WITH =, daterange(from_on, to_on, '[]') WITH &&
    ) WHERE (public_holidays IS NOT NULL)
);
CREATE INDEX calendar_overrides_by_apprentice ON calendar_overrides (apprentice_id, from_on, id);
CREATE TRIGGER calendar_overrides_version BEFORE UPDATE ON calendar_overrides FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE calendar_overrides IS 'What differs from the calendar of the cohort for one apprentice: another week, another list of public holidays.';
COMMENT ON COLUMN calendar_overrides.id IS 'Identifier.';
COMMENT ON COLUMN calendar_overrides.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN calendar_overrides.apprentice_id IS 'Apprentice.';
COMMENT ON COLUMN calendar_overrides.from_on IS 'First day.';
COMMENT ON COLUMN calendar_overrides.to_on IS 'Last day, both included; null when no end is known.';
COMMENT ON COLUMN calendar_overrides.company_weekdays IS 'Days of the week in the company, 1 for Monday; null when the week does not differ.';
COMMENT ON COLUMN calendar_overrides.centre_weekdays IS 'Days of the week at the centre, 1 for Monday; null when the week does not differ.';
COMMENT ON COLUMN calendar_overrides.public_holidays IS 'Public holidays of the place of work; null for those of the contract.';
COMMENT ON COLUMN calendar_overrides.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN calendar_overrides.created_at IS 'When the row was written.';
COMMENT ON COLUMN calendar_overrides.updated_at IS 'When the row last changed.';
