-- Whoever saw the secret of a link could act in its tutor's name: readers of what the link did are told.
ALTER TABLE tutor_links ADD COLUMN secret_seen_by_id uuid;
COMMENT ON COLUMN tutor_links.secret_seen_by_id IS 'Account of the site the secret was shown to; none when it was sent to the tutor.';

-- until now the secret was always shown to whoever made the link
UPDATE tutor_links AS link SET secret_seen_by_id = entry.actor_id
FROM journal_entries AS entry
WHERE entry.act = 'CreateLink' AND entry.actor_kind = 'account' AND entry.subject_id = link.id;
