ALTER TABLE tutor_links DROP COLUMN secret_seen_by_id;
