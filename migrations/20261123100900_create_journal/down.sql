DROP TABLE idempotency_keys;
DROP TABLE events;
DROP SEQUENCE event_positions;
DROP FUNCTION prepare_journal_months(integer);
DROP TABLE journal_entries;
DROP FUNCTION refuse_rewriting_journal();
