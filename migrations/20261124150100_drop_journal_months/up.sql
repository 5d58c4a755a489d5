-- The journal is kept for a time, then dropped by whole months: the owner's work, done for the role that serves.
CREATE FUNCTION drop_journal_months(before date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- Whoever asks, six months are kept (CNIL, délibération 2021-122).
    first_kept date := least(before, (now() - interval '6 months')::date);
    month text;
    dropped integer := 0;
BEGIN
    FOR month IN
        SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'journal_entries'::regclass AND relname ~ '^journal_entries_\d{4}_\d{2}$'
          AND to_date(right(relname, 7), 'YYYY_MM') + interval '1 month' <= first_kept
        ORDER BY relname
    LOOP
        EXECUTE format('DROP TABLE %I', month);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;
COMMENT ON FUNCTION drop_journal_months IS 'Drops the months of the journal that ended by a day, never the last six, and says how many.';
