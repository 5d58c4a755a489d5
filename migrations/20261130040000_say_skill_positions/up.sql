-- Where an apprentice stands on each skill, as the apprentice, the centre and the company say it; where the centre wants
-- them; what was learnt before. A row is never rewritten: a correction is a withdrawal and another row.
CREATE TABLE skill_positions (
    id             uuid PRIMARY KEY,
    site_id        uuid NOT NULL REFERENCES sites (id),
    apprentice_id  uuid NOT NULL,
    programme_code text NOT NULL,
    skill_code     text NOT NULL,
    voice          text NOT NULL,
    kind           text NOT NULL,
    level          text NOT NULL,
    seen_on        date NOT NULL,
    contract_id    uuid,
    visit_id       uuid,
    note           text,
    author_kind    text NOT NULL,
    author_id      uuid,
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT skill_positions_site_key UNIQUE (id, site_id),
    CONSTRAINT skill_positions_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT skill_positions_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT skill_positions_visit FOREIGN KEY (visit_id, site_id) REFERENCES visits (id, site_id),
    CONSTRAINT skill_positions_voice CHECK (voice IN ('apprentice', 'centre', 'company')),
    CONSTRAINT skill_positions_kind CHECK (kind IN ('along_the_way', 'initial')),
    CONSTRAINT skill_positions_company_has_contract CHECK ((voice = 'company') = (contract_id IS NOT NULL))
);
CREATE INDEX skill_positions_by_apprentice ON skill_positions (apprentice_id, seen_on DESC, id DESC);
CREATE INDEX skill_positions_latest ON skill_positions (apprentice_id, skill_code, voice, kind, seen_on DESC, id DESC);
CREATE INDEX skill_positions_by_contract ON skill_positions (contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX skill_positions_by_visit ON skill_positions (visit_id) WHERE visit_id IS NOT NULL;
CREATE TRIGGER skill_positions_version BEFORE UPDATE ON skill_positions FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE skill_positions IS 'Where an apprentice stands on a skill, as one of the three voices said it on a day.';
COMMENT ON COLUMN skill_positions.id IS 'Identifier.';
COMMENT ON COLUMN skill_positions.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN skill_positions.apprentice_id IS 'Apprentice positioned.';
COMMENT ON COLUMN skill_positions.programme_code IS 'Programme whose skill it is.';
COMMENT ON COLUMN skill_positions.skill_code IS 'Code of the skill in the programme.';
COMMENT ON COLUMN skill_positions.voice IS 'Who says it: apprentice, centre or company.';
COMMENT ON COLUMN skill_positions.kind IS 'along_the_way, or initial for the positioning at entry.';
COMMENT ON COLUMN skill_positions.level IS 'Code of a level of the scale of the programme.';
COMMENT ON COLUMN skill_positions.seen_on IS 'Day on which it was so.';
COMMENT ON COLUMN skill_positions.contract_id IS 'Contract under which the company says it.';
COMMENT ON COLUMN skill_positions.visit_id IS 'Visit at which it was observed.';
COMMENT ON COLUMN skill_positions.note IS 'What was added in words.';
COMMENT ON COLUMN skill_positions.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN skill_positions.author_id IS 'Account or link that said it.';
COMMENT ON COLUMN skill_positions.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN skill_positions.created_at IS 'When the row was written.';
COMMENT ON COLUMN skill_positions.updated_at IS 'When the row last changed.';

CREATE TABLE skill_targets (
    id             uuid PRIMARY KEY,
    site_id        uuid NOT NULL REFERENCES sites (id),
    apprentice_id  uuid NOT NULL,
    programme_code text NOT NULL,
    skill_code     text NOT NULL,
    level          text NOT NULL,
    due_on         date,
    set_on         date NOT NULL,
    author_kind    text NOT NULL,
    author_id      uuid,
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT skill_targets_site_key UNIQUE (id, site_id),
    CONSTRAINT skill_targets_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id)
);
CREATE INDEX skill_targets_latest ON skill_targets (apprentice_id, skill_code, id DESC);
CREATE TRIGGER skill_targets_version BEFORE UPDATE ON skill_targets FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE skill_targets IS 'Level the centre wants an apprentice to reach on a skill; the latest counts.';
COMMENT ON COLUMN skill_targets.id IS 'Identifier.';
COMMENT ON COLUMN skill_targets.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN skill_targets.apprentice_id IS 'Apprentice it is set for.';
COMMENT ON COLUMN skill_targets.programme_code IS 'Programme whose skill it is.';
COMMENT ON COLUMN skill_targets.skill_code IS 'Code of the skill in the programme.';
COMMENT ON COLUMN skill_targets.level IS 'Code of a level of the scale of the programme.';
COMMENT ON COLUMN skill_targets.due_on IS 'Day by which it is to be reached, when there is one.';
COMMENT ON COLUMN skill_targets.set_on IS 'Day on which it was set.';
COMMENT ON COLUMN skill_targets.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN skill_targets.author_id IS 'Account that set it.';
COMMENT ON COLUMN skill_targets.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN skill_targets.created_at IS 'When the row was written.';
COMMENT ON COLUMN skill_targets.updated_at IS 'When the row last changed.';

CREATE TABLE prior_learnings (
    id             uuid PRIMARY KEY,
    site_id        uuid NOT NULL REFERENCES sites (id),
    apprentice_id  uuid NOT NULL,
    programme_code text NOT NULL,
    skill_codes    text[] NOT NULL,
    recognised_on  date NOT NULL,
    statement      text NOT NULL,
    removes        text,
    author_kind    text NOT NULL,
    author_id      uuid,
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT prior_learnings_site_key UNIQUE (id, site_id),
    CONSTRAINT prior_learnings_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT prior_learnings_some_skill CHECK (cardinality(skill_codes) >= 1)
);
CREATE INDEX prior_learnings_by_apprentice ON prior_learnings (apprentice_id, id);
CREATE TRIGGER prior_learnings_version BEFORE UPDATE ON prior_learnings FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE prior_learnings IS 'What an apprentice had learnt before, as the centre recognised it at entry.';
COMMENT ON COLUMN prior_learnings.id IS 'Identifier.';
COMMENT ON COLUMN prior_learnings.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN prior_learnings.apprentice_id IS 'Apprentice who had learnt it.';
COMMENT ON COLUMN prior_learnings.programme_code IS 'Programme whose skills they are.';
COMMENT ON COLUMN prior_learnings.skill_codes IS 'Codes of the skills concerned.';
COMMENT ON COLUMN prior_learnings.recognised_on IS 'Day on which it was recognised.';
COMMENT ON COLUMN prior_learnings.statement IS 'What is recognised, and on what ground.';
COMMENT ON COLUMN prior_learnings.removes IS 'What it removes from the training.';
COMMENT ON COLUMN prior_learnings.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN prior_learnings.author_id IS 'Account that recognised it.';
COMMENT ON COLUMN prior_learnings.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN prior_learnings.created_at IS 'When the row was written.';
COMMENT ON COLUMN prior_learnings.updated_at IS 'When the row last changed.';

-- a signed link lets its tutor say the company's voice
ALTER TABLE tutor_links DROP CONSTRAINT tutor_links_verbs;
ALTER TABLE tutor_links ADD CONSTRAINT tutor_links_verbs CHECK (
    cardinality(verbs) >= 1
    AND verbs <@ ARRAY['read_brief', 'log_visit', 'log_phone_contact', 'acknowledge_report', 'answer_invitation', 'say_skills']
);
COMMENT ON COLUMN tutor_links.verbs IS 'What the link lets do: read_brief, log_visit, log_phone_contact, acknowledge_report, answer_invitation, say_skills.';
