ALTER TABLE visits DROP COLUMN appointment_place, DROP COLUMN appointment_minutes, DROP COLUMN appointment_time;
