DROP FUNCTION forget_people(uuid[], date);
DROP FUNCTION forget_rows(regclass, text);
DROP INDEX contracts_by_previous;
DROP TABLE retention_settings;
DROP TABLE past_learners;
