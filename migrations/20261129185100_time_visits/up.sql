-- A visit has an hour, a length and a place when they are known.
ALTER TABLE visits ADD COLUMN appointment_time time,
    ADD COLUMN appointment_minutes smallint,
    ADD COLUMN appointment_place text,
    ADD CONSTRAINT visits_appointment_minutes CHECK (appointment_minutes BETWEEN 5 AND 480);
COMMENT ON COLUMN visits.appointment_time IS 'Hour at which it begins, as clocks of France show it, when it is known.';
COMMENT ON COLUMN visits.appointment_minutes IS 'How long it lasts, in minutes, when it is known.';
COMMENT ON COLUMN visits.appointment_place IS 'Where it takes place, when that is not the establishment.';
