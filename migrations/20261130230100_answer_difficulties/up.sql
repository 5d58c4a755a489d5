-- A difficulty told by a tutor or by the apprentice waits for the staff: what is due of it changes with it and with what is done.
CREATE TRIGGER difficulties_mark AFTER INSERT OR UPDATE OR DELETE ON difficulties FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');

CREATE FUNCTION mark_difficulty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO obligation_marks (site_id, subject_kind, subject_id)
    SELECT site_id, 'apprentice', apprentice_id FROM difficulties
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.difficulty_id ELSE NEW.difficulty_id END;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION mark_difficulty IS 'Says that what is due changed with what was done or noted of a difficulty.';
CREATE TRIGGER difficulty_notes_mark AFTER INSERT OR UPDATE OR DELETE ON difficulty_notes FOR EACH ROW EXECUTE FUNCTION mark_difficulty();
CREATE TRIGGER difficulty_steps_mark AFTER INSERT OR UPDATE OR DELETE ON difficulty_steps FOR EACH ROW EXECUTE FUNCTION mark_difficulty();
CREATE TRIGGER difficulty_closings_mark AFTER INSERT OR UPDATE OR DELETE ON difficulty_closings FOR EACH ROW EXECUTE FUNCTION mark_difficulty();
