DROP TRIGGER amendments_lapsed ON amendments;
DROP TRIGGER ruptures_lapsed ON ruptures;
DROP FUNCTION refuse_unnamed_amendments;
ALTER TABLE ruptures DROP COLUMN lapsed_amendments;
