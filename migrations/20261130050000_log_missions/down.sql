ALTER TABLE skill_positions DROP COLUMN mission_id;
DROP TABLE company_missions;
