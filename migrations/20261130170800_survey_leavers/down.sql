DELETE FROM withdrawals WHERE kind IN ('outcome_survey', 'outcome_answer', 'official_figure');
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''outcome_survey''::text, ''outcome_answer''::text, ''official_figure''::text', '');
END $$;
DROP TABLE official_figures;
DROP TABLE outcome_answers;
DROP TABLE outcome_surveys;
