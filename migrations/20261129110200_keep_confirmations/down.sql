ALTER TABLE amendments DROP COLUMN confirmation;
ALTER TABLE ruptures DROP COLUMN confirmation;
