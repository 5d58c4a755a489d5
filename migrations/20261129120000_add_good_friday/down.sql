ALTER TABLE contract_employments DROP COLUMN workplace_good_friday_off;
ALTER TABLE contract_terms DROP COLUMN workplace_good_friday_off;
ALTER TABLE employers DROP COLUMN good_friday_off;
