-- The search for an employer: companies an apprentice or the centre thinks of, and what happened with each.
CREATE TABLE search_prospects (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    apprentice_id uuid NOT NULL,
    employer_id   uuid,
    name          text,
    city          text,
    activity      text,
    contact       text,
    note          text,
    author_kind   text NOT NULL,
    author_id     uuid,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT search_prospects_site_key UNIQUE (id, site_id),
    CONSTRAINT search_prospects_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT search_prospects_employer FOREIGN KEY (employer_id, site_id) REFERENCES employers (id, site_id),
    CONSTRAINT search_prospects_employer_or_name CHECK (num_nonnulls(employer_id, name) = 1)
);
CREATE INDEX search_prospects_by_apprentice ON search_prospects (apprentice_id, id);
CREATE INDEX search_prospects_by_employer ON search_prospects (employer_id) WHERE employer_id IS NOT NULL;
CREATE TRIGGER search_prospects_version BEFORE UPDATE ON search_prospects FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE search_prospects IS 'Companies where an apprentice looks for a contract: an employer of the site, or one named in words.';
COMMENT ON COLUMN search_prospects.id IS 'Identifier.';
COMMENT ON COLUMN search_prospects.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN search_prospects.apprentice_id IS 'Apprentice who looks for a contract.';
COMMENT ON COLUMN search_prospects.employer_id IS 'Employer of the site; none for a company named in words.';
COMMENT ON COLUMN search_prospects.name IS 'Name of a company the site does not know.';
COMMENT ON COLUMN search_prospects.city IS 'Town of that company.';
COMMENT ON COLUMN search_prospects.activity IS 'What that company does.';
COMMENT ON COLUMN search_prospects.contact IS 'Whom to reach there.';
COMMENT ON COLUMN search_prospects.note IS 'Remark, read by the apprentice too.';
COMMENT ON COLUMN search_prospects.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN search_prospects.author_id IS 'Account that wrote it.';
COMMENT ON COLUMN search_prospects.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN search_prospects.created_at IS 'When the row was written.';
COMMENT ON COLUMN search_prospects.updated_at IS 'When the row last changed.';

CREATE TABLE search_events (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    apprentice_id uuid NOT NULL,
    prospect_id   uuid NOT NULL,
    kind          text NOT NULL,
    happened_on   date NOT NULL,
    answer        text,
    note          text,
    author_kind   text NOT NULL,
    author_id     uuid,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT search_events_site_key UNIQUE (id, site_id),
    CONSTRAINT search_events_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT search_events_prospect FOREIGN KEY (prospect_id, site_id) REFERENCES search_prospects (id, site_id),
    CONSTRAINT search_events_kind CHECK (kind IN ('application', 'reminder', 'interview', 'answer')),
    CONSTRAINT search_events_answer CHECK (answer IN ('yes', 'no', 'later')),
    CONSTRAINT search_events_answer_of_answers CHECK ((kind = 'answer') = (answer IS NOT NULL))
);
CREATE INDEX search_events_by_prospect ON search_events (prospect_id, happened_on, id);
CREATE INDEX search_events_by_apprentice ON search_events (apprentice_id, happened_on, id);
CREATE TRIGGER search_events_version BEFORE UPDATE ON search_events FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE search_events IS 'What happened with a company where an apprentice looks for a contract: applications, reminders, interviews, answers.';
COMMENT ON COLUMN search_events.id IS 'Identifier.';
COMMENT ON COLUMN search_events.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN search_events.apprentice_id IS 'Apprentice who looks for a contract.';
COMMENT ON COLUMN search_events.prospect_id IS 'Company.';
COMMENT ON COLUMN search_events.kind IS 'application, reminder, interview or answer.';
COMMENT ON COLUMN search_events.happened_on IS 'Day; to come for an interview agreed.';
COMMENT ON COLUMN search_events.answer IS 'yes, no or later; of answers only.';
COMMENT ON COLUMN search_events.note IS 'Remark, read by the apprentice too.';
COMMENT ON COLUMN search_events.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN search_events.author_id IS 'Account that wrote it.';
COMMENT ON COLUMN search_events.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN search_events.created_at IS 'When the row was written.';
COMMENT ON COLUMN search_events.updated_at IS 'When the row last changed.';

-- what may be taken back grows by two kinds, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''search_prospect''::text, ''search_event''::text])');
END $$;
