-- Signed links: what lets a company tutor follow their apprentices without an account.
CREATE TABLE tutor_links (
    id             uuid PRIMARY KEY,
    site_id        uuid NOT NULL REFERENCES sites (id),
    tutor_id       uuid NOT NULL,
    secret_hash    bytea NOT NULL,
    verbs          text[] NOT NULL,
    expires_on     date NOT NULL,
    revoked_at     timestamptz,
    revoked_reason text,
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tutor_links_site_key UNIQUE (id, site_id),
    CONSTRAINT tutor_links_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    CONSTRAINT tutor_links_secret_unique UNIQUE (secret_hash),
    CONSTRAINT tutor_links_secret_hashed CHECK (octet_length(secret_hash) = 32),
    CONSTRAINT tutor_links_verbs CHECK (
        cardinality(verbs) >= 1
        AND verbs <@ ARRAY['read_brief', 'log_visit', 'log_phone_contact', 'acknowledge_report', 'answer_invitation']
    ),
    CONSTRAINT tutor_links_revoked_for_a_reason CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
);
CREATE INDEX tutor_links_by_tutor ON tutor_links (tutor_id, id);
CREATE TRIGGER tutor_links_version BEFORE UPDATE ON tutor_links FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE tutor_links IS 'Signed links that let a company tutor act for their apprentices without an account.';
COMMENT ON COLUMN tutor_links.id IS 'Identifier.';
COMMENT ON COLUMN tutor_links.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN tutor_links.tutor_id IS 'Company tutor the link was made for.';
COMMENT ON COLUMN tutor_links.secret_hash IS 'SHA-256 of the secret in the link, which is kept nowhere.';
COMMENT ON COLUMN tutor_links.verbs IS 'What the link lets do: read_brief, log_visit, log_phone_contact, acknowledge_report, answer_invitation.';
COMMENT ON COLUMN tutor_links.expires_on IS 'Last day on which the link works.';
COMMENT ON COLUMN tutor_links.revoked_at IS 'When it was revoked.';
COMMENT ON COLUMN tutor_links.revoked_reason IS 'Why it was revoked.';
COMMENT ON COLUMN tutor_links.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN tutor_links.created_at IS 'When the row was written.';
COMMENT ON COLUMN tutor_links.updated_at IS 'When the row last changed.';

CREATE TABLE tutor_link_apprentices (
    link_id       uuid NOT NULL,
    apprentice_id uuid NOT NULL,
    site_id       uuid NOT NULL REFERENCES sites (id),
    PRIMARY KEY (link_id, apprentice_id),
    CONSTRAINT tutor_link_apprentices_link FOREIGN KEY (link_id, site_id) REFERENCES tutor_links (id, site_id) ON DELETE CASCADE,
    CONSTRAINT tutor_link_apprentices_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id)
);
CREATE INDEX tutor_link_apprentices_by_apprentice ON tutor_link_apprentices (apprentice_id);
COMMENT ON TABLE tutor_link_apprentices IS 'The apprentices a link is about; it reaches nobody else.';
COMMENT ON COLUMN tutor_link_apprentices.link_id IS 'Link.';
COMMENT ON COLUMN tutor_link_apprentices.apprentice_id IS 'Apprentice.';
COMMENT ON COLUMN tutor_link_apprentices.site_id IS 'Site that owns the row.';

CREATE TABLE tutor_link_uses (
    link_id      uuid NOT NULL,
    used_on      date NOT NULL,
    site_id      uuid NOT NULL REFERENCES sites (id),
    reads        integer NOT NULL,
    writes       integer NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (link_id, used_on),
    CONSTRAINT tutor_link_uses_link FOREIGN KEY (link_id, site_id) REFERENCES tutor_links (id, site_id) ON DELETE CASCADE,
    CONSTRAINT tutor_link_uses_counted CHECK (reads >= 0 AND writes >= 0 AND reads + writes >= 1)
);
COMMENT ON TABLE tutor_link_uses IS 'How often each link was used, day by day; the first reading of a day is journaled.';
COMMENT ON COLUMN tutor_link_uses.link_id IS 'Link.';
COMMENT ON COLUMN tutor_link_uses.used_on IS 'Day, in France.';
COMMENT ON COLUMN tutor_link_uses.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN tutor_link_uses.reads IS 'Requests that read that day.';
COMMENT ON COLUMN tutor_link_uses.writes IS 'Requests that wrote that day.';
COMMENT ON COLUMN tutor_link_uses.last_used_at IS 'The last of them.';

ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_actor_kind;
ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_actor_kind CHECK (actor_kind IN ('account', 'client', 'system', 'nobody', 'link'));
COMMENT ON COLUMN journal_entries.actor_kind IS 'account, client, link, system or nobody.';
COMMENT ON COLUMN journal_entries.actor_id IS 'Account, client or link that acted.';
