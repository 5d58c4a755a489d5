DROP TRIGGER difficulty_closings_mark ON difficulty_closings;
DROP TRIGGER difficulty_steps_mark ON difficulty_steps;
DROP TRIGGER difficulty_notes_mark ON difficulty_notes;
DROP FUNCTION mark_difficulty;
DROP TRIGGER difficulties_mark ON difficulties;
