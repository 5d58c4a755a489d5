-- How much is open of each kind, as changes day after day: counting a whole site reads some twenty rows.
CREATE TABLE obligation_tallies (
    site_id  uuid NOT NULL REFERENCES sites (id),
    from_on  date NOT NULL,
    kind     text NOT NULL,
    private  boolean NOT NULL,
    upcoming integer NOT NULL,
    due      integer NOT NULL,
    late     integer NOT NULL,
    PRIMARY KEY (site_id, from_on, kind, private)
);
COMMENT ON TABLE obligation_tallies IS 'How much is open of each kind at a site: the sum of the rows up to a day is the count of that day; kept with derived_obligations and made anew with it.';
COMMENT ON COLUMN obligation_tallies.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN obligation_tallies.from_on IS 'First day on which the change counts; the first day of the first year for all past changes together.';
COMMENT ON COLUMN obligation_tallies.kind IS 'What is due.';
COMMENT ON COLUMN obligation_tallies.private IS 'Whether only the site and the tutor may read it.';
COMMENT ON COLUMN obligation_tallies.upcoming IS 'How many more there are for which there is time.';
COMMENT ON COLUMN obligation_tallies.due IS 'How many more there are for which now is the time.';
COMMENT ON COLUMN obligation_tallies.late IS 'How many more there are whose last day is over.';
