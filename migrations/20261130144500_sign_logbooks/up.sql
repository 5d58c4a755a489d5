-- The logbook of an apprentice is derived from dated facts; what is kept is who signed which period, on which content, and
-- that a period was sent back. A return names the signatures it reopened, so that taking it back brings them back exactly.
CREATE TABLE logbook_signatures (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    enrolment_id uuid NOT NULL,
    period       smallint NOT NULL,
    voice        text NOT NULL,
    contract_id  uuid,
    content_hash text NOT NULL,
    signed_at    timestamptz NOT NULL,
    author_kind  text NOT NULL,
    author_id    uuid,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT logbook_signatures_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT logbook_signatures_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT logbook_signatures_period CHECK (period >= 1),
    CONSTRAINT logbook_signatures_voice CHECK (voice IN ('apprentice', 'centre', 'company')),
    CONSTRAINT logbook_signatures_company_has_contract CHECK ((voice = 'company') = (contract_id IS NOT NULL))
);
CREATE INDEX logbook_signatures_by_enrolment ON logbook_signatures (enrolment_id, period, id);
CREATE INDEX logbook_signatures_by_contract ON logbook_signatures (contract_id) WHERE contract_id IS NOT NULL;
CREATE TRIGGER logbook_signatures_version BEFORE UPDATE ON logbook_signatures FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE logbook_signatures IS 'That one of the three voices signed a period of a logbook, on which content.';
COMMENT ON COLUMN logbook_signatures.id IS 'Identifier.';
COMMENT ON COLUMN logbook_signatures.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN logbook_signatures.enrolment_id IS 'Enrolment whose logbook it is.';
COMMENT ON COLUMN logbook_signatures.period IS 'Number of the period, from 1.';
COMMENT ON COLUMN logbook_signatures.voice IS 'Who signed: apprentice, centre or company.';
COMMENT ON COLUMN logbook_signatures.contract_id IS 'Contract under which the company signed.';
COMMENT ON COLUMN logbook_signatures.content_hash IS 'Fingerprint of the facts gathered in the period when it was signed.';
COMMENT ON COLUMN logbook_signatures.signed_at IS 'When it was signed.';
COMMENT ON COLUMN logbook_signatures.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN logbook_signatures.author_id IS 'Account or link that signed.';
COMMENT ON COLUMN logbook_signatures.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN logbook_signatures.created_at IS 'When the row was written.';
COMMENT ON COLUMN logbook_signatures.updated_at IS 'When the row last changed.';

CREATE TABLE logbook_returns (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    enrolment_id uuid NOT NULL,
    period       smallint NOT NULL,
    voice        text NOT NULL,
    contract_id  uuid,
    reason       text NOT NULL,
    reopened     uuid[] NOT NULL,
    returned_at  timestamptz NOT NULL,
    author_kind  text NOT NULL,
    author_id    uuid,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT logbook_returns_enrolment FOREIGN KEY (enrolment_id, site_id) REFERENCES enrolments (id, site_id),
    CONSTRAINT logbook_returns_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT logbook_returns_period CHECK (period >= 1),
    CONSTRAINT logbook_returns_voice CHECK (voice IN ('apprentice', 'centre', 'company')),
    CONSTRAINT logbook_returns_company_has_contract CHECK ((voice = 'company') = (contract_id IS NOT NULL)),
    CONSTRAINT logbook_returns_some_signature CHECK (cardinality(reopened) >= 1)
);
CREATE INDEX logbook_returns_by_enrolment ON logbook_returns (enrolment_id, period, id);
CREATE INDEX logbook_returns_by_contract ON logbook_returns (contract_id) WHERE contract_id IS NOT NULL;
CREATE TRIGGER logbook_returns_version BEFORE UPDATE ON logbook_returns FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE logbook_returns IS 'That a period of a logbook was sent back, why, and which signatures that reopened.';
COMMENT ON COLUMN logbook_returns.id IS 'Identifier.';
COMMENT ON COLUMN logbook_returns.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN logbook_returns.enrolment_id IS 'Enrolment whose logbook it is.';
COMMENT ON COLUMN logbook_returns.period IS 'Number of the period, from 1.';
COMMENT ON COLUMN logbook_returns.voice IS 'Who sent it back: apprentice, centre or company.';
COMMENT ON COLUMN logbook_returns.contract_id IS 'Contract under which the company sent it back.';
COMMENT ON COLUMN logbook_returns.reason IS 'Why it was sent back.';
COMMENT ON COLUMN logbook_returns.reopened IS 'Signatures that no longer count because of it.';
COMMENT ON COLUMN logbook_returns.returned_at IS 'When it was sent back.';
COMMENT ON COLUMN logbook_returns.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN logbook_returns.author_id IS 'Account or link that sent it back.';
COMMENT ON COLUMN logbook_returns.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN logbook_returns.created_at IS 'When the row was written.';
COMMENT ON COLUMN logbook_returns.updated_at IS 'When the row last changed.';

-- what may be taken back grows by two kinds, what a link lets do by one, whatever they held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''logbook_signature''::text, ''logbook_return''::text])');
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'tutor_links_verbs' AND conrelid = 'tutor_links'::regclass;
    ALTER TABLE tutor_links DROP CONSTRAINT tutor_links_verbs;
    EXECUTE 'ALTER TABLE tutor_links ADD CONSTRAINT tutor_links_verbs '
        || replace(known, '])', ', ''sign_logbook''::text])');
END $$;
COMMENT ON COLUMN tutor_links.verbs IS 'What the link lets do: read_brief, log_visit, log_phone_contact, acknowledge_report, answer_invitation, say_skills, sign_logbook.';
