ALTER TABLE phone_contacts DROP COLUMN contract_id;
