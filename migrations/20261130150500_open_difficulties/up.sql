-- A difficulty of an apprentice, followed before it becomes a rupture: who is concerned, what is done about it, what is noted and
-- for whom, what was decided. Its mediator is that of the chamber, said once for the site.
ALTER TABLE guardians ADD CONSTRAINT guardians_site_key UNIQUE (id, site_id);

CREATE TABLE difficulties (
    id                     uuid PRIMARY KEY,
    site_id                uuid NOT NULL REFERENCES sites (id),
    apprentice_id          uuid NOT NULL,
    contract_id            uuid,
    origin                 text NOT NULL,
    visit_id               uuid,
    phone_contact_id       uuid,
    opened_on              date NOT NULL,
    subjects               text[] NOT NULL,
    shared_with_apprentice boolean NOT NULL,
    shared_with_tutor      boolean NOT NULL,
    author_kind            text NOT NULL,
    author_id              uuid,
    version                bigint NOT NULL DEFAULT 1,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT difficulties_site_key UNIQUE (id, site_id),
    CONSTRAINT difficulties_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT difficulties_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT difficulties_visit FOREIGN KEY (visit_id, site_id) REFERENCES visits (id, site_id),
    CONSTRAINT difficulties_call FOREIGN KEY (phone_contact_id, site_id) REFERENCES phone_contacts (id, site_id),
    CONSTRAINT difficulties_origin CHECK (origin IN ('visit', 'call', 'absences', 'tutor', 'apprentice', 'staff')),
    CONSTRAINT difficulties_visit_of_origin CHECK (visit_id IS NULL OR origin = 'visit'),
    CONSTRAINT difficulties_call_of_origin CHECK (phone_contact_id IS NULL OR origin = 'call'),
    CONSTRAINT difficulties_about_something CHECK (cardinality(subjects) BETWEEN 1 AND 20),
    CONSTRAINT difficulties_shared_under_a_contract CHECK (contract_id IS NOT NULL OR NOT shared_with_tutor)
);
CREATE INDEX difficulties_by_site ON difficulties (site_id, opened_on DESC, id);
CREATE INDEX difficulties_by_apprentice ON difficulties (apprentice_id, opened_on DESC, id);
CREATE INDEX difficulties_by_contract ON difficulties (contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX difficulties_by_visit ON difficulties (visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX difficulties_by_call ON difficulties (phone_contact_id) WHERE phone_contact_id IS NOT NULL;
CREATE TRIGGER difficulties_version BEFORE UPDATE ON difficulties FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE difficulties IS 'A difficulty of an apprentice that the site follows, before any rupture. Whether it is open is read from its closings.';
COMMENT ON COLUMN difficulties.id IS 'Identifier.';
COMMENT ON COLUMN difficulties.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN difficulties.apprentice_id IS 'Apprentice concerned.';
COMMENT ON COLUMN difficulties.contract_id IS 'Contract concerned, whose tutors read it when it is shared with them.';
COMMENT ON COLUMN difficulties.origin IS 'Where it was first heard of: a visit, a call, absences, the tutor, the apprentice, the staff.';
COMMENT ON COLUMN difficulties.visit_id IS 'Visit it comes from.';
COMMENT ON COLUMN difficulties.phone_contact_id IS 'Call it comes from.';
COMMENT ON COLUMN difficulties.opened_on IS 'Day on which it was opened.';
COMMENT ON COLUMN difficulties.subjects IS 'Codes of what it is about, of the list in catalogue/law/difficulties.toml.';
COMMENT ON COLUMN difficulties.shared_with_apprentice IS 'Whether the apprentice is shown that it is followed.';
COMMENT ON COLUMN difficulties.shared_with_tutor IS 'Whether the tutors of the contract are shown that it is followed.';
COMMENT ON COLUMN difficulties.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN difficulties.author_id IS 'Account or link that opened it.';
COMMENT ON COLUMN difficulties.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN difficulties.created_at IS 'When the row was written.';
COMMENT ON COLUMN difficulties.updated_at IS 'When the row last changed.';

CREATE TABLE difficulty_persons (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    difficulty_id uuid NOT NULL,
    rank          smallint NOT NULL,
    role          text NOT NULL,
    account_id    uuid REFERENCES accounts (id),
    tutor_id      uuid,
    guardian_id   uuid,
    name          text,
    CONSTRAINT difficulty_persons_difficulty FOREIGN KEY (difficulty_id, site_id) REFERENCES difficulties (id, site_id),
    CONSTRAINT difficulty_persons_tutor FOREIGN KEY (tutor_id, site_id) REFERENCES tutors (id, site_id),
    CONSTRAINT difficulty_persons_guardian FOREIGN KEY (guardian_id, site_id) REFERENCES guardians (id, site_id),
    CONSTRAINT difficulty_persons_role CHECK (role IN ('staff', 'tutor', 'apprentice', 'guardian', 'mediator', 'other')),
    CONSTRAINT difficulty_persons_known_once CHECK (
        (account_id IS NULL OR role = 'staff') AND (tutor_id IS NULL OR role = 'tutor')
        AND (guardian_id IS NULL OR role = 'guardian')
    )
);
CREATE INDEX difficulty_persons_by_difficulty ON difficulty_persons (difficulty_id, rank);
CREATE INDEX difficulty_persons_by_account ON difficulty_persons (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX difficulty_persons_by_tutor ON difficulty_persons (tutor_id) WHERE tutor_id IS NOT NULL;
CREATE INDEX difficulty_persons_by_guardian ON difficulty_persons (guardian_id) WHERE guardian_id IS NOT NULL;
COMMENT ON TABLE difficulty_persons IS 'Who is concerned by a difficulty, written anew as a whole.';
COMMENT ON COLUMN difficulty_persons.id IS 'Identifier.';
COMMENT ON COLUMN difficulty_persons.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN difficulty_persons.difficulty_id IS 'Difficulty.';
COMMENT ON COLUMN difficulty_persons.rank IS 'Order in which they are told, from 1.';
COMMENT ON COLUMN difficulty_persons.role IS 'staff, tutor, apprentice, guardian, mediator or other.';
COMMENT ON COLUMN difficulty_persons.account_id IS 'Member of the staff, by their account.';
COMMENT ON COLUMN difficulty_persons.tutor_id IS 'Company tutor.';
COMMENT ON COLUMN difficulty_persons.guardian_id IS 'Guardian of the apprentice.';
COMMENT ON COLUMN difficulty_persons.name IS 'Name of somebody who has no record here.';

CREATE TABLE difficulty_steps (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    difficulty_id uuid NOT NULL,
    kind          text NOT NULL,
    planned_on    date,
    done_on       date,
    what          text,
    outcome       text,
    visibility    text NOT NULL,
    author_kind   text NOT NULL,
    author_id     uuid,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT difficulty_steps_difficulty FOREIGN KEY (difficulty_id, site_id) REFERENCES difficulties (id, site_id),
    CONSTRAINT difficulty_steps_kind CHECK (
        kind IN ('call', 'meeting', 'meeting_of_three', 'mediation', 'referral', 'letter', 'decision', 'other')
    ),
    CONSTRAINT difficulty_steps_dated CHECK (num_nonnulls(planned_on, done_on) >= 1),
    CONSTRAINT difficulty_steps_outcome_once_done CHECK (outcome IS NULL OR done_on IS NOT NULL),
    CONSTRAINT difficulty_steps_visibility CHECK (
        visibility IN ('staff', 'staff_and_apprentice', 'staff_and_tutor', 'all_three')
    )
);
CREATE INDEX difficulty_steps_by_difficulty ON difficulty_steps (difficulty_id, id);
CREATE TRIGGER difficulty_steps_version BEFORE UPDATE ON difficulty_steps FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE difficulty_steps IS 'What is done about a difficulty: planned, done, with what came of it.';
COMMENT ON COLUMN difficulty_steps.id IS 'Identifier.';
COMMENT ON COLUMN difficulty_steps.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN difficulty_steps.difficulty_id IS 'Difficulty.';
COMMENT ON COLUMN difficulty_steps.kind IS 'call, meeting, meeting_of_three, mediation, referral, letter, decision or other.';
COMMENT ON COLUMN difficulty_steps.planned_on IS 'Day for which it is planned.';
COMMENT ON COLUMN difficulty_steps.done_on IS 'Day on which it was done.';
COMMENT ON COLUMN difficulty_steps.what IS 'What it is, in a few words.';
COMMENT ON COLUMN difficulty_steps.outcome IS 'What came of it, once done.';
COMMENT ON COLUMN difficulty_steps.visibility IS 'Who reads it: staff, staff_and_apprentice, staff_and_tutor or all_three.';
COMMENT ON COLUMN difficulty_steps.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN difficulty_steps.author_id IS 'Account that wrote it.';
COMMENT ON COLUMN difficulty_steps.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN difficulty_steps.created_at IS 'When the row was written.';
COMMENT ON COLUMN difficulty_steps.updated_at IS 'When the row last changed.';

CREATE TABLE difficulty_notes (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    difficulty_id uuid NOT NULL,
    note          text NOT NULL,
    visibility    text NOT NULL,
    author_kind   text NOT NULL,
    author_id     uuid,
    written_at    timestamptz NOT NULL,
    CONSTRAINT difficulty_notes_difficulty FOREIGN KEY (difficulty_id, site_id) REFERENCES difficulties (id, site_id),
    CONSTRAINT difficulty_notes_visibility CHECK (
        visibility IN ('staff', 'staff_and_apprentice', 'staff_and_tutor', 'all_three')
    )
);
CREATE INDEX difficulty_notes_by_difficulty ON difficulty_notes (difficulty_id, written_at, id);
COMMENT ON TABLE difficulty_notes IS 'What is noted of a difficulty, each note with who may read it; never a diagnosis.';
COMMENT ON COLUMN difficulty_notes.id IS 'Identifier.';
COMMENT ON COLUMN difficulty_notes.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN difficulty_notes.difficulty_id IS 'Difficulty.';
COMMENT ON COLUMN difficulty_notes.note IS 'The note.';
COMMENT ON COLUMN difficulty_notes.visibility IS 'Who reads it: staff, staff_and_apprentice, staff_and_tutor or all_three.';
COMMENT ON COLUMN difficulty_notes.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN difficulty_notes.author_id IS 'Account or link that wrote it.';
COMMENT ON COLUMN difficulty_notes.written_at IS 'When it was written.';

CREATE TABLE difficulty_closings (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    difficulty_id   uuid NOT NULL,
    closed_on       date NOT NULL,
    decision        text NOT NULL,
    words           text NOT NULL,
    visibility      text NOT NULL,
    author_kind     text NOT NULL,
    author_id       uuid,
    reopened_on     date,
    reopened_reason text,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT difficulty_closings_difficulty FOREIGN KEY (difficulty_id, site_id) REFERENCES difficulties (id, site_id),
    CONSTRAINT difficulty_closings_decision CHECK (
        decision IN ('settled', 'arrangement', 'reorientation', 'new_employer', 'rupture', 'other')
    ),
    CONSTRAINT difficulty_closings_visibility CHECK (
        visibility IN ('staff', 'staff_and_apprentice', 'staff_and_tutor', 'all_three')
    ),
    CONSTRAINT difficulty_closings_reopened_whole CHECK ((reopened_on IS NULL) = (reopened_reason IS NULL)),
    CONSTRAINT difficulty_closings_in_order CHECK (reopened_on IS NULL OR reopened_on >= closed_on)
);
CREATE UNIQUE INDEX difficulty_closings_one_at_a_time ON difficulty_closings (difficulty_id) WHERE reopened_on IS NULL;
CREATE INDEX difficulty_closings_by_difficulty ON difficulty_closings (difficulty_id, id);
CREATE TRIGGER difficulty_closings_version BEFORE UPDATE ON difficulty_closings FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE difficulty_closings IS 'How a difficulty ended, each time it did; it is open while none holds.';
COMMENT ON COLUMN difficulty_closings.id IS 'Identifier.';
COMMENT ON COLUMN difficulty_closings.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN difficulty_closings.difficulty_id IS 'Difficulty.';
COMMENT ON COLUMN difficulty_closings.closed_on IS 'Day on which it was closed.';
COMMENT ON COLUMN difficulty_closings.decision IS 'settled, arrangement, reorientation, new_employer, rupture or other.';
COMMENT ON COLUMN difficulty_closings.words IS 'What was decided, in words.';
COMMENT ON COLUMN difficulty_closings.visibility IS 'Who reads the words: staff, staff_and_apprentice, staff_and_tutor or all_three.';
COMMENT ON COLUMN difficulty_closings.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN difficulty_closings.author_id IS 'Account that closed it.';
COMMENT ON COLUMN difficulty_closings.reopened_on IS 'Day on which it was opened again; none while the closing holds.';
COMMENT ON COLUMN difficulty_closings.reopened_reason IS 'Why it was opened again.';
COMMENT ON COLUMN difficulty_closings.version IS 'Raised by every update.';
COMMENT ON COLUMN difficulty_closings.created_at IS 'When the row was written.';
COMMENT ON COLUMN difficulty_closings.updated_at IS 'When the row last changed.';

CREATE TABLE site_mediators (
    site_id    uuid PRIMARY KEY REFERENCES sites (id),
    chamber    text,
    name       text,
    phone      text,
    mail       text,
    source     text,
    read_on    date,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER site_mediators_version BEFORE UPDATE ON site_mediators FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE site_mediators IS 'The apprenticeship mediator a site sends people to; without a row, not given.';
COMMENT ON COLUMN site_mediators.site_id IS 'Site.';
COMMENT ON COLUMN site_mediators.chamber IS 'Chamber or service whose mediator it is.';
COMMENT ON COLUMN site_mediators.name IS 'Name of the person.';
COMMENT ON COLUMN site_mediators.phone IS 'Telephone.';
COMMENT ON COLUMN site_mediators.mail IS 'E-mail address.';
COMMENT ON COLUMN site_mediators.source IS 'Where the coordinates were read.';
COMMENT ON COLUMN site_mediators.read_on IS 'Day on which they were read.';
COMMENT ON COLUMN site_mediators.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN site_mediators.created_at IS 'When the row was written.';
COMMENT ON COLUMN site_mediators.updated_at IS 'When the row last changed.';

-- the difficulty that a rupture comes from is its first page
ALTER TABLE ruptures
    ADD COLUMN difficulty_id uuid,
    ADD CONSTRAINT ruptures_difficulty FOREIGN KEY (difficulty_id, site_id) REFERENCES difficulties (id, site_id);
CREATE INDEX ruptures_by_difficulty ON ruptures (difficulty_id) WHERE difficulty_id IS NOT NULL;
COMMENT ON COLUMN ruptures.difficulty_id IS 'Difficulty it comes from, told to the staff alone.';

-- what may be taken back grows by three kinds, and what a link lets do by one verb, whatever they held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''difficulty''::text, ''difficulty_note''::text, ''difficulty_step''::text])');
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'tutor_links_verbs' AND conrelid = 'tutor_links'::regclass;
    ALTER TABLE tutor_links DROP CONSTRAINT tutor_links_verbs;
    EXECUTE 'ALTER TABLE tutor_links ADD CONSTRAINT tutor_links_verbs ' || replace(known, ']', ', ''say_difficulty''::text]');
END $$;
COMMENT ON COLUMN tutor_links.verbs IS 'What the link lets do: read_brief, log_visit, log_phone_contact, acknowledge_report, answer_invitation, say_skills, say_difficulty.';
