DROP INDEX tutors_by_name_everywhere;
DROP TABLE contract_tutors;
DROP TABLE contract_originals;
DROP FUNCTION refuse_rewriting;
DROP TABLE amendments;
