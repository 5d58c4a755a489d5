ALTER TABLE enrolments
    DROP COLUMN continues_enrolment_id,
    DROP COLUMN entry_reason,
    DROP COLUMN entry_year,
    DROP COLUMN expected_ends_on,
    DROP COLUMN entered_on;
