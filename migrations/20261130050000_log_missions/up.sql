-- What an apprentice really did in the company: a mission of the programme, or one told in words.
CREATE TABLE company_missions (
    id             uuid PRIMARY KEY,
    site_id        uuid NOT NULL REFERENCES sites (id),
    apprentice_id  uuid NOT NULL,
    contract_id    uuid NOT NULL,
    programme_code text NOT NULL,
    mission_code   text,
    label          text,
    skill_codes    text[] NOT NULL,
    from_on        date NOT NULL,
    to_on          date,
    voice          text NOT NULL,
    note           text,
    author_kind    text NOT NULL,
    author_id      uuid,
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT company_missions_site_key UNIQUE (id, site_id),
    CONSTRAINT company_missions_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT company_missions_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT company_missions_voice CHECK (voice IN ('apprentice', 'centre', 'company')),
    CONSTRAINT company_missions_code_or_label CHECK (num_nonnulls(mission_code, label) = 1),
    CONSTRAINT company_missions_in_order CHECK (to_on IS NULL OR to_on >= from_on)
);
CREATE INDEX company_missions_by_apprentice ON company_missions (apprentice_id, from_on DESC, id DESC);
CREATE INDEX company_missions_by_contract ON company_missions (contract_id);
CREATE TRIGGER company_missions_version BEFORE UPDATE ON company_missions FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE company_missions IS 'What an apprentice did in the company, under which contract.';
COMMENT ON COLUMN company_missions.id IS 'Identifier.';
COMMENT ON COLUMN company_missions.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN company_missions.apprentice_id IS 'Apprentice who did it.';
COMMENT ON COLUMN company_missions.contract_id IS 'Contract under which it was done.';
COMMENT ON COLUMN company_missions.programme_code IS 'Programme whose missions and skills they are.';
COMMENT ON COLUMN company_missions.mission_code IS 'Code of a mission of the programme; none for one told in words.';
COMMENT ON COLUMN company_missions.label IS 'The mission in words, when it is none of the programme.';
COMMENT ON COLUMN company_missions.skill_codes IS 'Skills that a mission told in words exercises; none for those of the programme, which says which.';
COMMENT ON COLUMN company_missions.from_on IS 'First day.';
COMMENT ON COLUMN company_missions.to_on IS 'Last day; none while it goes on.';
COMMENT ON COLUMN company_missions.voice IS 'Who logged it: apprentice, centre or company.';
COMMENT ON COLUMN company_missions.note IS 'What was added in words.';
COMMENT ON COLUMN company_missions.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN company_missions.author_id IS 'Account or link that logged it.';
COMMENT ON COLUMN company_missions.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN company_missions.created_at IS 'When the row was written.';
COMMENT ON COLUMN company_missions.updated_at IS 'When the row last changed.';

-- a position may rest on a mission
ALTER TABLE skill_positions
    ADD COLUMN mission_id uuid,
    ADD CONSTRAINT skill_positions_mission FOREIGN KEY (mission_id, site_id) REFERENCES company_missions (id, site_id);
CREATE INDEX skill_positions_by_mission ON skill_positions (mission_id) WHERE mission_id IS NOT NULL;
COMMENT ON COLUMN skill_positions.mission_id IS 'Mission in which it was observed.';
