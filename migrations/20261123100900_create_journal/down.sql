DROP TABLE idempotency_keys;
DROP FUNCTION place_events(integer);
DROP TABLE events;
DROP FUNCTION prepare_journal_months(integer);
DROP TABLE journal_entries;
DROP FUNCTION refuse_rewriting_journal();
