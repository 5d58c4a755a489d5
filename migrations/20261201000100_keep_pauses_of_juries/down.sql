ALTER TABLE sittings
    DROP COLUMN between_minutes,
    DROP COLUMN break_after,
    DROP COLUMN break_minutes;
