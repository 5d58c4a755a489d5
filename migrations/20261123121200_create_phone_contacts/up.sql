-- Telephone calls about an apprentice: a missed one is a contact too.
CREATE TABLE phone_contacts (
    id                uuid PRIMARY KEY,
    site_id           uuid NOT NULL REFERENCES sites (id),
    apprentice_id     uuid NOT NULL,
    called_at         timestamptz NOT NULL,
    direction         text NOT NULL,
    party             text NOT NULL,
    person            text,
    outcome           text NOT NULL,
    subject           text NOT NULL,
    note              text,
    visibility        text NOT NULL,
    next_action       text,
    next_action_on    date,
    next_action_owner text,
    cleared_on        date,
    cleared_note      text,
    tutor_id          uuid,
    author_kind       text NOT NULL,
    author_id         uuid,
    logged_on         date NOT NULL,
    version           bigint NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT phone_contacts_site_key UNIQUE (id, site_id),
    CONSTRAINT phone_contacts_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT phone_contacts_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    CONSTRAINT phone_contacts_direction CHECK (direction IN ('outgoing', 'incoming')),
    CONSTRAINT phone_contacts_party CHECK (party IN ('tutor', 'apprentice', 'guardian', 'employer', 'opco', 'site', 'other')),
    CONSTRAINT phone_contacts_outcome CHECK (outcome IN ('reached', 'missed', 'voicemail', 'wrong_number', 'refused')),
    CONSTRAINT phone_contacts_subject CHECK (subject IN ('follow_up', 'visit', 'absence', 'difficulty', 'contract', 'pay', 'rupture', 'exam', 'administrative', 'other')),
    CONSTRAINT phone_contacts_visibility CHECK (visibility IN ('everyone', 'staff_and_tutor', 'staff')),
    CONSTRAINT phone_contacts_owner CHECK (next_action_owner IN ('apprentice', 'tutor', 'referent', 'site')),
    CONSTRAINT phone_contacts_next_action_whole CHECK (num_nonnulls(next_action, next_action_on, next_action_owner) IN (0, 3)),
    CONSTRAINT phone_contacts_cleared_had_action CHECK (cleared_on IS NULL OR next_action IS NOT NULL)
);
CREATE INDEX phone_contacts_by_apprentice ON phone_contacts (apprentice_id, called_at DESC, id);
CREATE INDEX phone_contacts_by_site ON phone_contacts (site_id, called_at DESC, id);
CREATE INDEX phone_contacts_to_follow_up ON phone_contacts (site_id, next_action_on) WHERE next_action IS NOT NULL AND cleared_on IS NULL;
CREATE TRIGGER phone_contacts_version BEFORE UPDATE ON phone_contacts FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE phone_contacts IS 'Telephone calls about an apprentice, missed ones included.';
COMMENT ON COLUMN phone_contacts.id IS 'Identifier.';
COMMENT ON COLUMN phone_contacts.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN phone_contacts.apprentice_id IS 'Apprentice the call is about.';
COMMENT ON COLUMN phone_contacts.called_at IS 'Instant of the call.';
COMMENT ON COLUMN phone_contacts.direction IS 'outgoing or incoming, seen from whoever logs it.';
COMMENT ON COLUMN phone_contacts.party IS 'Who was called or called: tutor, apprentice, guardian, employer, opco, site or other.';
COMMENT ON COLUMN phone_contacts.person IS 'Name of the person spoken to.';
COMMENT ON COLUMN phone_contacts.outcome IS 'reached, missed, voicemail, wrong_number or refused.';
COMMENT ON COLUMN phone_contacts.subject IS 'Coded subject.';
COMMENT ON COLUMN phone_contacts.note IS 'What was said.';
COMMENT ON COLUMN phone_contacts.visibility IS 'Who may read it: everyone, staff_and_tutor or staff.';
COMMENT ON COLUMN phone_contacts.next_action IS 'What is to be done next.';
COMMENT ON COLUMN phone_contacts.next_action_on IS 'Last day to do it.';
COMMENT ON COLUMN phone_contacts.next_action_owner IS 'Who is to do it: apprentice, tutor, referent or site.';
COMMENT ON COLUMN phone_contacts.cleared_on IS 'Day it was done.';
COMMENT ON COLUMN phone_contacts.cleared_note IS 'What was done.';
COMMENT ON COLUMN phone_contacts.tutor_id IS 'Company tutor who logged it.';
COMMENT ON COLUMN phone_contacts.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN phone_contacts.author_id IS 'Account or link that logged it.';
COMMENT ON COLUMN phone_contacts.logged_on IS 'French day on which it was logged: its author may change it that day.';
COMMENT ON COLUMN phone_contacts.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN phone_contacts.created_at IS 'When the row was written.';
COMMENT ON COLUMN phone_contacts.updated_at IS 'When the row last changed.';

CREATE TABLE phone_contact_corrections (
    phone_contact_id uuid NOT NULL,
    number           smallint NOT NULL,
    site_id          uuid NOT NULL REFERENCES sites (id),
    former           jsonb NOT NULL,
    reason           text NOT NULL,
    author_kind      text NOT NULL,
    author_id        uuid,
    corrected_at     timestamptz NOT NULL,
    PRIMARY KEY (phone_contact_id, number),
    CONSTRAINT phone_contact_corrections_contact FOREIGN KEY (phone_contact_id, site_id) REFERENCES phone_contacts (id, site_id),
    CONSTRAINT phone_contact_corrections_number CHECK (number >= 1)
);
COMMENT ON TABLE phone_contact_corrections IS 'What a telephone contact said before each correction, and why it was corrected.';
COMMENT ON COLUMN phone_contact_corrections.phone_contact_id IS 'Contact corrected.';
COMMENT ON COLUMN phone_contact_corrections.number IS 'Number of the correction, from 1.';
COMMENT ON COLUMN phone_contact_corrections.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN phone_contact_corrections.former IS 'The contact before it, as the API takes it.';
COMMENT ON COLUMN phone_contact_corrections.reason IS 'Why it was corrected.';
COMMENT ON COLUMN phone_contact_corrections.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN phone_contact_corrections.author_id IS 'Account or link that corrected it.';
COMMENT ON COLUMN phone_contact_corrections.corrected_at IS 'When it was corrected.';
