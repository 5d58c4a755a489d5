UPDATE tutor_links SET verbs = array_remove(verbs, 'say_skills') WHERE verbs <> ARRAY['say_skills'];
DELETE FROM tutor_link_uses WHERE link_id IN (SELECT id FROM tutor_links WHERE verbs = ARRAY['say_skills']);
DELETE FROM tutor_link_apprentices WHERE link_id IN (SELECT id FROM tutor_links WHERE verbs = ARRAY['say_skills']);
DELETE FROM tutor_links WHERE verbs = ARRAY['say_skills'];
ALTER TABLE tutor_links DROP CONSTRAINT tutor_links_verbs;
ALTER TABLE tutor_links ADD CONSTRAINT tutor_links_verbs CHECK (
    cardinality(verbs) >= 1
    AND verbs <@ ARRAY['read_brief', 'log_visit', 'log_phone_contact', 'acknowledge_report', 'answer_invitation']
);
COMMENT ON COLUMN tutor_links.verbs IS 'What the link lets do: read_brief, log_visit, log_phone_contact, acknowledge_report, answer_invitation.';
DROP TABLE prior_learnings;
DROP TABLE skill_targets;
DROP TABLE skill_positions;
