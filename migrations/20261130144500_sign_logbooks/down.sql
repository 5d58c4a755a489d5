UPDATE tutor_links SET verbs = array_remove(verbs, 'sign_logbook') WHERE verbs <> ARRAY['sign_logbook'];
DELETE FROM tutor_link_uses WHERE link_id IN (SELECT id FROM tutor_links WHERE verbs = ARRAY['sign_logbook']);
DELETE FROM tutor_link_apprentices WHERE link_id IN (SELECT id FROM tutor_links WHERE verbs = ARRAY['sign_logbook']);
DELETE FROM tutor_links WHERE verbs = ARRAY['sign_logbook'];
DELETE FROM withdrawals WHERE kind IN ('logbook_signature', 'logbook_return');
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'tutor_links_verbs' AND conrelid = 'tutor_links'::regclass;
    ALTER TABLE tutor_links DROP CONSTRAINT tutor_links_verbs;
    EXECUTE 'ALTER TABLE tutor_links ADD CONSTRAINT tutor_links_verbs '
        || replace(known, ', ''sign_logbook''::text', '');
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, ', ''logbook_signature''::text, ''logbook_return''::text', '');
END $$;
COMMENT ON COLUMN tutor_links.verbs IS 'What the link lets do: read_brief, log_visit, log_phone_contact, acknowledge_report, answer_invitation, say_skills.';
DROP TABLE logbook_returns;
DROP TABLE logbook_signatures;
