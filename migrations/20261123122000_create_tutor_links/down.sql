COMMENT ON COLUMN journal_entries.actor_id IS 'Account or client that acted.';
COMMENT ON COLUMN journal_entries.actor_kind IS 'account, client, system or nobody.';
ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_actor_kind;
-- Lines written by links stay, as lines only grow: the check holds for those to come.
ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_actor_kind CHECK (actor_kind IN ('account', 'client', 'system', 'nobody')) NOT VALID;
DROP TABLE tutor_link_uses;
DROP TABLE tutor_link_apprentices;
DROP TABLE tutor_links;
