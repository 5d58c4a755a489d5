DELETE FROM withdrawals WHERE kind IN ('difficulty', 'difficulty_note', 'difficulty_step');
UPDATE tutor_links SET verbs = array_remove(verbs, 'say_difficulty') WHERE verbs <> ARRAY['say_difficulty'];
DELETE FROM tutor_link_uses WHERE link_id IN (SELECT id FROM tutor_links WHERE verbs = ARRAY['say_difficulty']);
DELETE FROM tutor_link_apprentices WHERE link_id IN (SELECT id FROM tutor_links WHERE verbs = ARRAY['say_difficulty']);
DELETE FROM tutor_links WHERE verbs = ARRAY['say_difficulty'];
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''difficulty''::text, ''difficulty_note''::text, ''difficulty_step''::text', '');
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'tutor_links_verbs' AND conrelid = 'tutor_links'::regclass;
    ALTER TABLE tutor_links DROP CONSTRAINT tutor_links_verbs;
    EXECUTE 'ALTER TABLE tutor_links ADD CONSTRAINT tutor_links_verbs ' || replace(known, ', ''say_difficulty''::text', '');
END $$;
COMMENT ON COLUMN tutor_links.verbs IS 'What the link lets do: read_brief, log_visit, log_phone_contact, acknowledge_report, answer_invitation, say_skills.';
ALTER TABLE ruptures DROP COLUMN difficulty_id;
DROP TABLE site_mediators;
DROP TABLE difficulty_closings;
DROP TABLE difficulty_notes;
DROP TABLE difficulty_steps;
DROP TABLE difficulty_persons;
DROP TABLE difficulties;
ALTER TABLE guardians DROP CONSTRAINT guardians_site_key;
