-- The pauses a jury was promised when the hours of an oral were saved: whoever joins late is placed around them.
ALTER TABLE sittings
    ADD COLUMN between_minutes smallint,
    ADD COLUMN break_after     smallint,
    ADD COLUMN break_minutes   smallint,
    ADD CONSTRAINT sittings_between CHECK (between_minutes BETWEEN 0 AND 120),
    ADD CONSTRAINT sittings_break_after CHECK (break_after BETWEEN 1 AND 200),
    ADD CONSTRAINT sittings_break CHECK (break_minutes BETWEEN 1 AND 240);
COMMENT ON COLUMN sittings.between_minutes IS 'Minutes between two candidates of an oral, as its hours were last saved.';
COMMENT ON COLUMN sittings.break_after IS 'Number of candidates after which the jury takes a break, as the hours were last saved.';
COMMENT ON COLUMN sittings.break_minutes IS 'Minutes of that break.';
